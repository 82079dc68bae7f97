# package: miyosuda/unreal 31d4886
# src: miyosuda+unreal
# builds: UNREAL's global and local networks, with its own RMSProp
import tensorflow as tf

from model.model import UnrealModel
from train.rmsprop_applier import RMSPropApplier

device = "/cpu:0"
learning_rate_input = tf.placeholder("float")
global_network = UnrealModel(6, -1, True, True, True, 0.05, 0.001, device)
grad_applier = RMSPropApplier(learning_rate=learning_rate_input, decay=0.99, momentum=0.0, epsilon=0.1, clip_norm=40.0, device=device)
for index in range(2):
    local = UnrealModel(6, index, True, True, True, 0.05, 0.001, device)
    local.prepare_loss()
    apply_gradients = grad_applier.minimize_local(local.total_loss, global_network.get_vars(), local.get_vars())
    sync = local.sync_from(global_network)
display = UnrealModel(6, 7, True, False, True, 0.05, 0.001, device, for_display=True)
saver = tf.train.Saver(global_network.get_vars())
