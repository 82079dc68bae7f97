# package: tflearn 0.5.0
# src: tflearn-0.5.0
# absent: h5py scipy PIL curses
# builds: residual blocks with momentum, text by convolutions and four recurrent layers with Adam, scopes and named layers
import tensorflow as tf
import tflearn

tflearn.init_graph(num_cores=1)
network = tflearn.input_data(shape=[None, 16, 16, 3])
network = tflearn.conv_2d(network, 4, 3, activation="relu", regularizer="L2", weight_decay=0.0001)
network = tflearn.residual_block(network, 2, 4)
network = tflearn.residual_block(network, 1, 8, downsample=True)
network = tflearn.resnext_block(network, 1, 8, 2)
network = tflearn.densenet_block(network, 2, 3)
network = tflearn.batch_normalization(network)
network = tflearn.highway_conv_2d(network, 4, 3, activation="elu")
network = tflearn.inception = tflearn.merge([tflearn.conv_2d(network, 2, 1, name="a"), tflearn.conv_2d(network, 2, 3, name="b")], mode="concat", axis=3)
network = tflearn.local_response_normalization(tflearn.max_pool_2d(network, 2))
with tf.variable_scope("head"):
    network = tflearn.fully_connected(network, 8, activation="prelu")
    network = tflearn.dropout(network, 0.5)
    for i in range(2):
        network = tflearn.highway(network, 8, activation="elu", transform_dropout=0.8)
    network = tflearn.fully_connected(network, 3, activation="softmax", restore=False)
network = tflearn.regression(network, optimizer="momentum", loss="categorical_crossentropy", learning_rate=0.1, name="first")

text = tflearn.input_data([None, 7], name="words")
text = tflearn.embedding(text, input_dim=20, output_dim=4)
branches = [tflearn.conv_1d(text, 3, size, padding="valid", activation="relu", regularizer="L2") for size in (2, 3)]
text_features = tflearn.global_avg_pool(tf.expand_dims(tflearn.merge(branches, mode="concat", axis=1), 2))
rnn = tflearn.bidirectional_rnn(text, tflearn.BasicLSTMCell(3), tflearn.BasicLSTMCell(3))
rnn = tflearn.merge([rnn, tflearn.lstm(text, 4, dropout=0.8), tflearn.gru(text, 2), tflearn.simple_rnn(text, 2)], "concat")
rnn = tflearn.fully_connected(tflearn.merge([rnn, text_features], "concat"), 2, activation="softmax")
rnn = tflearn.regression(rnn, optimizer=tflearn.Adam(learning_rate=0.001, beta1=0.99), loss="mean_square", to_one_hot=False, name="second", op_name="AdamTwo")

with tf.variable_scope("autoencoder"):
    code = tflearn.input_data([None, 10])
    code = tflearn.fully_connected(code, 4, name="enc")
    tflearn.fully_connected(code, 10, name="dec", scope="decoder")
    tflearn.single_unit(tflearn.input_data([None]))
tflearn.variables.variable("own", [2, 3], regularizer="L2", initializer=tflearn.initializations.xavier())
tf.get_variable("layers_%d" % len(tflearn.get_layer_variables_by_name("enc")), [len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)) + 1])
tflearn.DNN(network, tensorboard_verbose=0)
