"""Everything the database holds."""

from integrations.models.connection import Connection
from integrations.models.error import SyncError
from integrations.models.heartbeat import Heartbeat
from integrations.models.history import SettingChange
from integrations.models.integration import Integration
from integrations.models.mapping import Mapping
from integrations.models.outcome import Outcome
from integrations.models.rate import RateBucket
from integrations.models.record import Intent, Record
from integrations.models.run import SyncBatch, SyncRun
from integrations.models.usage import HourlyCalls
from integrations.models.word import RecordWord

__all__ = [
    "Connection",
    "Heartbeat",
    "HourlyCalls",
    "Integration",
    "Intent",
    "Mapping",
    "Outcome",
    "RateBucket",
    "Record",
    "RecordWord",
    "SettingChange",
    "SyncBatch",
    "SyncError",
    "SyncRun",
]
