"""Broker, cache and worker. The database is the queue; a message is only a wake-up."""

from __future__ import annotations

from kombu import Queue

from credcenter.settings import env
from credcenter.settings.paths import DATA_DIR, last_server

# Without a server there is no broker: work waits in the database until a sweep finds it.
NO_BROKER = f"unix://{DATA_DIR / 'no-broker.sock'}"
REDIS_URL = env.secret("REDIS_URL", default=last_server().get("redis_url", NO_BROKER))


def broker_address(redis_url: str) -> str:
    """Kombu's spelling of a Redis address; it writes `unix://` as `redis+socket://`."""
    if redis_url.startswith("unix://"):
        return redis_url.replace("unix://", "redis+socket://", 1)
    return redis_url


def cache_address(redis_url: str) -> str:
    """The cache has database 1 to itself: clearing it must not empty the queues in 0."""
    return f"{redis_url}{'&' if '?' in redis_url else '?'}db=1"


CELERY_BROKER_URL = broker_address(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A killed worker's messages come back after about visibility_timeout; the two others
    # make kombu look often enough (by default it looks every hundred seconds).
    "visibility_timeout": 60,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    # Queues in the worker's order: someone waiting at a page overtakes a batch.
    "queue_order_strategy": "priority",
    # A broker that is down must not hold up a page: fail within about two seconds.
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
    "socket_keepalive": True,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
CELERY_TASK_PUBLISH_RETRY = False

CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = tuple(map(Queue, ("interactive", "default", "batch", "mail")))
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
# What a dead worker missed is not caught up: the next beat does the same work.
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "badges.tasks.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "programs": {
        "task": "programs.tasks.sweep",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "remind": {
        "task": "programs.tasks.remind",
        "schedule": 600.0,
        "options": {"expires": 600, "queue": "mail"},
    },
    "forgotten-uploads": {
        "task": "programs.tasks.discard_forgotten",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "heartbeat": {
        "task": "credcenter.kernel.tasks.heartbeat",
        "schedule": 10.0,
        # Ahead of batches: a busy worker is alive.
        "options": {"expires": 10, "queue": "interactive"},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_TIMEZONE = "Asia/Seoul"

CACHES = {
    "default": {
        "BACKEND": "credcenter.cache.SteadyRedisCache",
        "LOCATION": cache_address(REDIS_URL),
        "KEY_PREFIX": "credcenter",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
