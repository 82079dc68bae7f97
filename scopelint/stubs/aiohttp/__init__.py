"""`aiohttp`: `aiohttp.web` alone."""
