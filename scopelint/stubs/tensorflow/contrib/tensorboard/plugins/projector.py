"""Which variables TensorBoard shows as points (contrib/tensorboard/plugins/projector): messages, and a file that is written."""


class _Repeated(list):
    """A field of a message with any number of messages in it."""

    def __init__(self, kind):
        list.__init__(self)
        self._kind = kind

    def add(self, **fields):
        self.append(self._kind(**fields))
        return self[-1]


class SpriteMetadata(object):
    def __init__(self, image_path="", single_image_dim=()):
        self.image_path = image_path
        self.single_image_dim = list(single_image_dim)


class EmbeddingInfo(object):
    def __init__(self, tensor_name="", metadata_path="", bookmarks_path="", tensor_shape=(), sprite=None, tensor_path=""):
        self.tensor_name = tensor_name
        self.metadata_path = metadata_path
        self.bookmarks_path = bookmarks_path
        self.tensor_shape = list(tensor_shape)
        self.sprite = sprite or SpriteMetadata()
        self.tensor_path = tensor_path


class ProjectorConfig(object):
    def __init__(self, model_checkpoint_path="", embeddings=(), model_checkpoint_dir=""):
        self.model_checkpoint_path = model_checkpoint_path
        self.embeddings = _Repeated(EmbeddingInfo)
        self.embeddings.extend(embeddings)
        self.model_checkpoint_dir = model_checkpoint_dir


def visualize_embeddings(summary_writer, config):
    """Writes a file."""
