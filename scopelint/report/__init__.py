"""Reports: findings and inventories as people and programs read them.

Flows in: diagnostics, an inventory, source lines. Flows out: text. Every text of the analysed program goes through `escape.printable`.
"""
