"""`tf.contrib.learn.learn_runner` (contrib/learn/python/learn/learn_runner.py): runs the experiment that a function makes."""

import _scopelint


def run(experiment_fn, output_dir=None, schedule=None, run_config=None, hparams=None):
    if output_dir is not None and run_config is not None:
        raise ValueError("Cannot provide both `output_dir` and `run_config`")
    if run_config is not None:
        names = _scopelint.parameters(experiment_fn)
        experiment = experiment_fn(run_config, hparams) if len(names) != 1 else experiment_fn(run_config)
    else:
        experiment = experiment_fn(output_dir)
    return getattr(experiment, schedule or "train_and_evaluate")()


def tune(experiment_fn, tuner):
    return _scopelint.unknown("the results of a tuner")
