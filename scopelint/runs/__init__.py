"""The scripts of a project, run: which there are, what earlier runs know of them, and one or several processes that run the rest.

Flows in: a request and its settings. Flows out: traces. `runner`, above, makes findings and inventories of them.
"""
