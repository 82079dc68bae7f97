"""Image ops. After `ops/image_ops_impl.py` and `core/ops/image_ops.cc`."""

from __future__ import annotations

from scopelint.domain.values import Unknown
from scopelint.tf import shapes
from scopelint.tf.objects import Dim, DType, Shape
from scopelint.tf.op_calls import Call, Output, Result, converted, known, one, same, shape_from, shape_function

_RESIZED_FLOAT = "float32"


def _images(call: Call) -> Output:
    for name in ("images", "image", "contents"):
        if call.has(name):
            return call.tensor(name)
    return call.tensor("image")


def resized(shape: Shape, height: Dim, width: Dim) -> Shape:
    """An image or a batch of them with another height and width."""
    if not isinstance(shape, tuple):
        return shape if shape is None else shapes.unknown_shape(shape)
    if len(shape) == 4:
        return (shape[0], height, width, shape[3])
    return (height, width, shape[2])


def _size(call: Call, whole: bool = True) -> tuple[Dim, Dim]:
    """Height and width; `resize_images` also looks at each alone (`tensor_util.constant_value_as_shape`)."""
    given = converted(call.value("size", ()))
    size = shape_from(known(given) if whole else given)
    if isinstance(size, tuple) and len(size) == 2:
        return size[0], size[1]
    return (None, None) if size is None else (shapes.unknown_dim(), shapes.unknown_dim())


@shape_function("image.resize_bilinear image.resize_bicubic image.resize_area")
def resize_float(call: Call) -> Result:
    """The kernels for which the result is `float32` whatever goes in."""
    return one(_batch(_images(call).shape, *_size(call)), _RESIZED_FLOAT)


@shape_function("image.resize_nearest_neighbor")
def resize_nearest(call: Call) -> Result:
    x = _images(call)
    return one(_batch(x.shape, *_size(call)), x.dtype)


def _batch(shape: Shape, height: Dim, width: Dim) -> Shape:
    if shape is None:
        return (None, height, width, None)
    if isinstance(shape, Unknown):
        return (shapes.index_shape(shape, 0), height, width, shapes.index_shape(shape, 3))
    if len(shape) != 4:
        raise ValueError("no batch of images: TensorFlow raises")
    return (shape[0], height, width, shape[3])


@shape_function("image.resize_images image.resize")
def resize_images(call: Call) -> Result:
    """`resize_images_v1`: nothing happens when the size is the same; `nearest` keeps the dtype."""
    x = _images(call)
    height, width = _size(call, whole=False)
    if x.shape is None:
        raise ValueError("unknown rank: TensorFlow raises")
    shape = resized(x.shape, height, width)
    method = call.value("method", 0)
    unchanged = isinstance(x.shape, tuple) and shape == x.shape and not _unknown(height, width)
    if method in (1, "nearest") or unchanged:
        return one(shape, x.dtype)
    if isinstance(method, (int, str)) and not _unknown(height, width, *(x.shape if isinstance(x.shape, tuple) else ())):
        return one(shape, _RESIZED_FLOAT)
    return one(shape, x.dtype if x.dtype is _float() else Unknown(("dtype", object()), "dtype", "resize"))


def _unknown(*dims: Dim) -> bool:
    return any(isinstance(d, Unknown) for d in dims)


def _float() -> DType | Unknown:
    return one((), _RESIZED_FLOAT).output.dtype


@shape_function("image.resize_image_with_crop_or_pad image.resize_image_with_pad")
def resize_with_crop_or_pad(call: Call) -> Result:
    x = _images(call)
    height, width = (shapes.dim_of_value(call.tensor(name).constant) for name in ("target_height", "target_width"))
    dtype = x.dtype if call.canonical.endswith("crop_or_pad") else one((), _RESIZED_FLOAT).output.dtype
    return one(_image(x.shape, height, width), dtype)


@shape_function("image.crop_to_bounding_box image.pad_to_bounding_box")
def to_bounding_box(call: Call) -> Result:
    x = _images(call)
    height, width = (shapes.dim_of_value(call.tensor(name).constant) for name in ("target_height", "target_width"))
    return one(_image(x.shape, height, width), x.dtype)


def _image(shape: Shape, height: Dim, width: Dim) -> Shape:
    """An unknown rank is taken for one image."""
    return (height, width, None) if shape is None else resized(shape, height, width)


@shape_function(
    "image.random_flip_left_right image.random_flip_up_down image.flip_left_right image.flip_up_down "
    "image.per_image_standardization image.random_brightness image.random_contrast image.random_hue image.random_saturation "
    "image.adjust_brightness image.adjust_contrast image.adjust_hue image.adjust_saturation image.adjust_gamma "
    "image.rgb_to_hsv image.hsv_to_rgb image.rgb_to_yiq image.yiq_to_rgb image.rgb_to_yuv image.yuv_to_rgb"
)
def like_image(call: Call) -> Result:
    x = _images(call)
    shape = x.shape
    integral = isinstance(x.dtype, DType) and not x.dtype.name.startswith("float")
    if integral and call.canonical.endswith(("standardization", "gamma", "_hsv", "hsv_to_rgb", "yiq", "yuv")):
        return one(shape, _RESIZED_FLOAT)
    return one(shape, x.dtype)


@shape_function("image.grayscale_to_rgb image.rgb_to_grayscale")
def channels(call: Call) -> Result:
    x = _images(call)
    count = 3 if call.canonical.endswith("to_rgb") else 1
    if not isinstance(x.shape, tuple):
        return one(x.shape if x.shape is None else shapes.unknown_shape(), x.dtype)
    return one((*x.shape[:-1], count), x.dtype)


@shape_function("image.convert_image_dtype")
def convert_image_dtype(call: Call) -> Result:
    return one(_images(call).shape, call.dtype("dtype", _RESIZED_FLOAT))


@shape_function("image.transpose_image image.transpose")
def transpose_image(call: Call) -> Result:
    x = _images(call)
    if not isinstance(x.shape, tuple):
        return one(shapes.unknown_shape(), x.dtype)
    return one((*x.shape[:-3], x.shape[-2], x.shape[-3], x.shape[-1]), x.dtype)


@shape_function("image.decode_jpeg image.decode_png image.decode_bmp")
def decode(call: Call) -> Result:
    """Height and width are known at run time only."""
    count = call.integer("channels", 0)
    dim = (count or None) if isinstance(count, int) else shapes.unknown_dim()
    return one((None, None, dim), call.dtype("dtype", "uint8"))


@shape_function("image.decode_image")
def decode_image(call: Call) -> Result:
    return one(None, call.dtype("dtype", "uint8"))


@shape_function("image.crop_and_resize")
def crop_and_resize(call: Call) -> Result:
    x = call.tensor("image")
    boxes = call.tensor("boxes")
    size = shape_from(known(call.tensor("crop_size")))
    height, width = size if isinstance(size, tuple) and len(size) == 2 else (shapes.unknown_dim(), shapes.unknown_dim())
    count = shapes.index_shape(boxes.shape, 0)
    if call.has("box_ind") or call.has("box_indices"):
        indices = call.tensor("box_ind" if call.has("box_ind") else "box_indices")
        count = shapes.merge_dims(count, shapes.index_shape(indices.shape, 0))
    return one((count, height, width, shapes.index_shape(x.shape, 3)), _RESIZED_FLOAT)


@shape_function("image.non_max_suppression")
def non_max_suppression(call: Call) -> Result:
    return one((None,), "int32")


@shape_function("image.draw_bounding_boxes")
def draw_bounding_boxes(call: Call) -> Result:
    return same(call.tensor("images"))


@shape_function("image.encode_jpeg image.encode_png")
def encode(call: Call) -> Result:
    return one((), "string")
