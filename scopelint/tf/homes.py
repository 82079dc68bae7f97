"""Where the stub of a name lies that TensorFlow keeps in a crowded namespace.

Flows in: canonical names (`tensorflow.Session`). Flows out: the name in a stub module of its own
(`tensorflow._session.Session`), so that a program which touches `tf.nn` does not load every stub below it.
A stub module whose name is public (`tensorflow.metrics`) needs no entry here. Knows no syntax.
"""

from __future__ import annotations

from typing import Final

_MODULES: Final = {
    "tensorflow._session": "tensorflow: Session InteractiveSession get_default_session Timeline",
    "tensorflow._parsing": """tensorflow: VarLenFeature FixedLenFeature FixedLenSequenceFeature SparseFeature
        tensorflow: parse_example parse_single_example parse_single_sequence_example parse_sequence_example
        tensorflow.io: VarLenFeature FixedLenFeature FixedLenSequenceFeature SparseFeature
        tensorflow.io: parse_example parse_single_example
        tensorflow.io: parse_single_sequence_example parse_sequence_example""",
    "tensorflow._template": """tensorflow: make_template
        tensorflow: EagerVariableStore
        tensorflow.contrib.eager: EagerVariableStore""",
    "tensorflow._util": """tensorflow.contrib.framework: deprecated deprecated_args deprecated_arg_values
        tensorflow.autograph.experimental: do_not_convert
        tensorflow: is_tensor""",
    "tensorflow.estimator._canned": """tensorflow.estimator: BaselineClassifier BaselineEstimator BaselineRegressor
        tensorflow.estimator: DNNClassifier DNNEstimator DNNRegressor LinearClassifier LinearEstimator LinearRegressor
        tensorflow.estimator: DNNLinearCombinedClassifier DNNLinearCombinedEstimator DNNLinearCombinedRegressor""",
    "tensorflow._internal": """tensorflow: with_dependencies switch merge unknown_shape list_local_devices
        tensorflow: register_session_run_conversion_functions
        tensorflow: apply_gradient_descent apply_momentum apply_adam apply_adagrad apply_rms_prop apply_adadelta apply_ftrl
        tensorflow: resource_apply_gradient_descent resource_apply_momentum resource_apply_adam resource_apply_adagrad
        tensorflow: resource_apply_rms_prop resource_apply_keras_momentum""",
    "tensorflow._collections": "tensorflow: get_collection_ref",
    "tensorflow._tensor_array": "tensorflow: TensorArray",
    "tensorflow._custom_gradient": "tensorflow: custom_gradient",
    "tensorflow._callbacks": """tensorflow: switch_case vectorized_map recompute_grad grad_pass_through
        tensorflow.autograph: to_graph
        tensorflow.ragged: map_flat_values
        tensorflow.xla.experimental: compile
        tensorflow.contrib.compiler.xla: compile
        tensorflow.tpu: rewrite replicate shard batch_parallel outside_compilation
        tensorflow.contrib.tpu: rewrite replicate shard batch_parallel outside_compilation""",
    "tensorflow.layers.utils": "tensorflow.contrib.framework: smart_cond",
    "tensorflow._function": """tensorflow: function
        tensorflow.contrib.eager: defun function""",
    "tensorflow.distributions": """tensorflow.contrib.distributions: Distribution Normal Laplace Uniform Exponential Gamma Beta StudentT
        tensorflow.contrib.distributions: Dirichlet Bernoulli Categorical OneHotCategorical Poisson Deterministic MultivariateNormalDiag
        tensorflow.contrib.distributions: kl_divergence FULLY_REPARAMETERIZED NOT_REPARAMETERIZED""",
    "tensorflow.contrib.distributions._others": """tensorflow.distributions: DirichletMultinomial Multinomial
        tensorflow.distributions: RegisterKL ReparameterizationType
        tensorflow.contrib.distributions: Autoregressive BatchReshape BetaWithSoftplusConcentration Binomial Cauchy Chi2 Chi2WithAbsDf
        ConditionalDistribution ConditionalTransformedDistribution DirichletMultinomial ExpRelaxedOneHotCategorical
        ExponentialWithSoftplusRate GammaWithSoftplusConcentrationRate Geometric HalfNormal Independent InverseGamma
        InverseGammaWithSoftplusConcentrationRate Kumaraswamy LaplaceWithSoftplusScale Logistic Mixture MixtureSameFamily Multinomial
        MultivariateNormalDiagPlusLowRank MultivariateNormalDiagWithSoftplusScale MultivariateNormalFullCovariance MultivariateNormalTriL
        NegativeBinomial NormalWithSoftplusScale PoissonLogNormalQuadratureCompound QuantizedDistribution RegisterKL RelaxedBernoulli
        RelaxedOneHotCategorical ReparameterizationType SeedStream SinhArcsinh StudentTWithAbsDfSoftplusScale TransformedDistribution
        VectorDeterministic VectorDiffeomixture VectorExponentialDiag VectorLaplaceDiag VectorSinhArcsinhDiag WishartCholesky
        WishartFull""",
    "tensorflow.contrib.layers.python.layers.feature_column": """tensorflow.contrib.layers:
        sparse_column_with_integerized_feature sparse_column_with_hash_bucket sparse_column_with_keys sparse_column_with_vocabulary_file
        weighted_sparse_column one_hot_column embedding_column shared_embedding_columns real_valued_column bucketized_column
        crossed_column create_feature_spec_for_parsing""",
    "tensorflow.contrib.layers.python.layers.feature_column_ops": """tensorflow.contrib.layers:
        input_from_feature_columns weighted_sum_from_feature_columns joint_weighted_sum_from_feature_columns
        parse_feature_columns_from_examples transform_features infer_real_valued_columns""",
    "tensorflow.contrib.learn._heads": """tensorflow.contrib.learn: Head regression_head poisson_regression_head
        tensorflow.contrib.learn: multi_class_head binary_svm_head
        tensorflow.contrib.learn: multi_label_head no_op_train_fn""",
    "tensorflow.contrib.learn._canned": """tensorflow.contrib.learn: DNNEstimator DNNClassifier DNNRegressor
        tensorflow.contrib.learn: LinearEstimator LinearClassifier LinearRegressor
        tensorflow.contrib.learn: DNNLinearCombinedEstimator DNNLinearCombinedClassifier DNNLinearCombinedRegressor""",
    "tensorflow.contrib.tpu": """tensorflow.tpu: CrossShardOptimizer bfloat16_scope initialize_system shutdown_system
        tensorflow.estimator.tpu: InputPipelineConfig RunConfig TPUConfig TPUEstimator TPUEstimatorSpec""",
    "tensorflow.contrib.lookup": """tensorflow.lookup: KeyValueTensorInitializer TextFileInitializer TextFileIndex
        tensorflow.lookup: StaticHashTable StaticVocabularyTable
        tensorflow.lookup.experimental: MutableHashTable""",
    "tensorflow._readers": """tensorflow: ReaderBase WholeFileReader IdentityReader TFRecordReader TextLineReader
        tensorflow: FixedLengthRecordReader LMDBReader""",
    "tensorflow._queues": """tensorflow: FIFOQueue RandomShuffleQueue PaddingFIFOQueue PriorityQueue QueueBase
        tensorflow.queue: FIFOQueue RandomShuffleQueue PaddingFIFOQueue PriorityQueue QueueBase""",
    "tensorflow.nn._rnn": """tensorflow.nn: dynamic_rnn bidirectional_dynamic_rnn raw_rnn
        tensorflow.nn: static_rnn static_bidirectional_rnn static_state_saving_rnn rnn bidirectional_rnn""",
    "tensorflow.train._optimizer": "tensorflow.train: Optimizer",
    "tensorflow.train._optimizers": """tensorflow.train: GradientDescentOptimizer MomentumOptimizer AdamOptimizer
        tensorflow.train: RMSPropOptimizer AdagradOptimizer AdagradDAOptimizer AdadeltaOptimizer FtrlOptimizer
        tensorflow.train: ProximalAdagradOptimizer ProximalGradientDescentOptimizer""",
    "tensorflow.train._distributed": "tensorflow.train: SyncReplicasOptimizer",
    "tensorflow.train._saver": """tensorflow.train: Saver import_meta_graph Coordinator Scaffold
        tensorflow.train: start_queue_runners QueueRunner add_queue_runner""",
    "tensorflow.train._input": """tensorflow.io: match_filenames_once
        tensorflow.train: match_filenames_once limit_epochs input_producer string_input_producer
        tensorflow.train: range_input_producer slice_input_producer batch shuffle_batch batch_join shuffle_batch_join""",
    "tensorflow.train._monitored": """tensorflow.train: SessionRunHook LoggingTensorHook StopAtStepHook CheckpointSaverHook
        tensorflow.train: CheckpointSaverListener StepCounterHook NanTensorHook SummarySaverHook GlobalStepWaiterHook FinalOpsHook
        tensorflow.train: FeedFnHook ProfilerHook SecondOrStepTimer SessionRunArgs MonitoredSession SingularMonitoredSession
        tensorflow.train: MonitoredTrainingSession Supervisor""",
    "tensorflow.train._averages": "tensorflow.train: ExponentialMovingAverage assign_moving_average weighted_moving_average",
    "tensorflow.train._global_step": """tensorflow.train: global_step get_global_step create_global_step
        tensorflow.train: get_or_create_global_step assert_global_step""",
    # layers
    "tensorflow.layers.base": "tensorflow.layers: Layer InputSpec",
    "tensorflow.layers.convolutional": """tensorflow.layers:
        Conv1D conv1d Conv2D conv2d Conv3D conv3d SeparableConv1D separable_conv1d SeparableConv2D separable_conv2d
        Conv2DTranspose conv2d_transpose Conv3DTranspose conv3d_transpose Convolution1D Convolution2D Convolution3D
        SeparableConvolution2D Convolution2DTranspose Deconvolution2D Deconv2D Convolution3DTranspose Deconvolution3D Deconv3D
        convolution1d convolution2d convolution3d separable_convolution2d convolution2d_transpose deconvolution2d deconv2d
        convolution3d_transpose deconvolution3d deconv3d""",
    "tensorflow.layers.core": "tensorflow.layers: Dense dense Dropout dropout Flatten flatten",
    "tensorflow.layers.normalization": "tensorflow.layers: BatchNormalization batch_normalization",
    "tensorflow.layers.pooling": """tensorflow.layers:
        AveragePooling1D average_pooling1d AveragePooling2D average_pooling2d AveragePooling3D average_pooling3d MaxPooling1D
        max_pooling1d MaxPooling2D max_pooling2d MaxPooling3D max_pooling3d AvgPool2D MaxPool2D max_pool2d avg_pool2d""",
    "tensorflow.keras.layers.advanced_activations": "tensorflow.keras.layers: LeakyReLU ReLU ELU ThresholdedReLU Softmax PReLU",
    "tensorflow.keras.layers.attention": """tensorflow.keras.layers:
        Attention AdditiveAttention MultiHeadAttention EinsumDense DenseFeatures tensorflow.keras.layers.experimental: EinsumDense""",
    "tensorflow.keras.layers.convolutional": """tensorflow.keras.layers:
        Conv1D Conv2D Conv3D SeparableConv1D SeparableConv2D DepthwiseConv1D DepthwiseConv2D Conv1DTranspose Conv2DTranspose Conv3DTranspose
        ZeroPadding1D ZeroPadding2D ZeroPadding3D Cropping1D Cropping2D Cropping3D UpSampling1D UpSampling2D UpSampling3D
        Convolution1D Convolution2D Convolution3D SeparableConvolution1D SeparableConvolution2D Convolution2DTranspose
        Deconvolution2D Convolution3DTranspose Deconvolution3D""",
    "tensorflow.keras.layers.core": """tensorflow.keras.layers:
        Dense Flatten Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D GaussianNoise GaussianDropout AlphaDropout
        ActivityRegularization Masking Activation Reshape Permute RepeatVector Lambda Embedding Identity Rescaling""",
    "tensorflow.keras.layers.local": "tensorflow.keras.layers: LocallyConnected1D LocallyConnected2D",
    "tensorflow.keras.layers.merge": """tensorflow.keras.layers:
        Add Subtract Multiply Average Maximum Minimum Concatenate Dot add subtract multiply average maximum minimum
        concatenate dot""",
    "tensorflow.keras.layers.normalization": "tensorflow.keras.layers: BatchNormalization LayerNormalization",
    "tensorflow.keras.layers.pooling": """tensorflow.keras.layers:
        MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D AveragePooling2D AveragePooling3D GlobalMaxPooling1D
        GlobalMaxPooling2D GlobalMaxPooling3D GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D MaxPool1D
        MaxPool2D MaxPool3D AvgPool1D AvgPool2D AvgPool3D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D GlobalAvgPool1D
        GlobalAvgPool2D GlobalAvgPool3D""",
    "tensorflow.keras.layers.recurrent": """tensorflow.keras.layers:
        AbstractRNNCell SimpleRNNCell LSTMCell GRUCell StackedRNNCells RNN SimpleRNN LSTM GRU CuDNNLSTM CuDNNGRU ConvLSTM2D""",
    "tensorflow.keras.layers.wrappers": "tensorflow.keras.layers: Wrapper TimeDistributed Bidirectional",
    "tensorflow.keras.engine.base_layer": "tensorflow.keras.layers: Layer InputSpec",
    "tensorflow.keras.engine.input_layer": "tensorflow.keras: Input tensorflow.keras.layers: Input InputLayer",
    "tensorflow.keras.engine.training": "tensorflow.keras: Model tensorflow.keras.models: Model",
    "tensorflow.keras.engine.sequential": "tensorflow.keras: Sequential tensorflow.keras.models: Sequential",
    # end of layers
}
"""Stub module -> `namespace: names`, perhaps more than once."""


def _homes() -> dict[str, str]:
    found: dict[str, str] = {}
    for module, text in _MODULES.items():
        namespace = ""
        for word in text.split():
            if word.endswith(":"):
                namespace = word[:-1]
            else:
                found[f"{namespace}.{word}"] = f"{module}.{word}"
    return found


HOMES: Final = _homes() | {"tensorflow.variable": "tensorflow.Variable"}
"""Canonical name -> the same thing in its stub module. (`variable` is a function of ops/variable_scope.py.)"""
