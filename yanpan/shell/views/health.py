"""/healthz for machines: no account, no data; 503 when somebody has to look."""

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from yanpan.base.gate.audit_reading import sealer_health
from yanpan.base.gate.clock import current_time
from yanpan.base.jobs.health import stale_jobs

SEALER_LAG_SECONDS = 30
# The drill's clock may run sixty times as fast.
DRILL_LAG_SECONDS = 60 * SEALER_LAG_SECONDS


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """{"ok", "database", "sealer_lag_seconds", "stale_jobs"}."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        now = current_time()
        lag, stale = sealer_health(now).lag_seconds, stale_jobs(now)
    except Error:
        return JsonResponse({"ok": False, "database": False}, status=503)
    limit = DRILL_LAG_SECONDS if settings.DRILL else SEALER_LAG_SECONDS
    ok = lag <= limit and stale == 0
    facts = {"ok": ok, "database": True, "sealer_lag_seconds": round(lag, 1), "stale_jobs": stale}
    return JsonResponse(facts, status=200 if ok else 503)
