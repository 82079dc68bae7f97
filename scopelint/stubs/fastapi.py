"""`fastapi`: path operations are called for each request."""

from _serving import Routes


class APIRouter(Routes):
    api_route = websocket = Routes.route


FastAPI = APIRouter
