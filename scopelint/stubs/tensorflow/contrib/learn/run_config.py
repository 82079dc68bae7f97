"""`tf.contrib.learn.RunConfig` (contrib/learn/python/learn/estimators/run_config.py)."""

from tensorflow import estimator


class TaskType:
    MASTER = "master"
    PS = "ps"
    WORKER = "worker"


class RunConfig(estimator.RunConfig):
    def __init__(
        self, master=None, num_cores=0, log_device_placement=False, gpu_memory_fraction=1, tf_random_seed=None, save_summary_steps=100,
        save_checkpoints_secs=0, save_checkpoints_steps=None, keep_checkpoint_max=5, keep_checkpoint_every_n_hours=10000,
        log_step_count_steps=100, protocol=None, evaluation_master="", model_dir=None, session_config=None, session_creation_timeout_secs=7200,
    ):
        super().__init__(
            model_dir=model_dir, tf_random_seed=tf_random_seed, save_summary_steps=save_summary_steps,
            save_checkpoints_steps=save_checkpoints_steps, keep_checkpoint_max=keep_checkpoint_max, session_config=session_config,
        )
        self.master = master or ""
        self.evaluation_master = evaluation_master
        self.num_cores = num_cores
        self.environment = "local"
        self.tf_config = session_config
