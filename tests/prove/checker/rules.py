"""The invariants as questions whose answer must be empty (protocol §3)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """`sql` selects violations; `says` is what each of its rows means."""

    id: str
    says: str
    sql: str


RULES = [
    Rule("I1", "an acknowledged event is not in seen: a redelivery would be answered again",
         "SELECT DISTINCT wamid, phone FROM client WHERE status = 200 AND key NOT IN (SELECT key FROM seen)"),
    Rule("I1", "an acknowledged event is lost: no turn took it, it is not pending and not in the dead letters",
         """SELECT DISTINCT c.wamid, c.phone FROM client c WHERE c.status = 200
            AND NOT EXISTS (SELECT 1 FROM message m WHERE m.provider_id = c.wamid AND m.dir = 0)
            AND NOT EXISTS (SELECT 1 FROM inbox i WHERE instr(i.body, c.wamid) > 0)
            AND NOT EXISTS (SELECT 1 FROM dead d WHERE instr(d.body, c.wamid) > 0)"""),
    Rule("I1", "an event stands twice in the history: it was taken by two turns",
         """SELECT provider_id, count(*), group_concat(conv || ':' || version) FROM message
            WHERE dir = 0 AND provider_id <> '' GROUP BY provider_id HAVING count(*) > 1"""),
    Rule("I2", "a cause was consumed by more than one turn",
         """SELECT cause, count(*), group_concat(conv || ':' || version) FROM cause WHERE instr(cause, '@') = 0
            GROUP BY cause HAVING count(*) > 1"""),
    Rule("I2", "a consumed cause is still pending",
         "SELECT i.id, i.conv, i.kind FROM inbox i JOIN cause c ON c.cause = CAST(i.id AS TEXT)"),
    Rule("I2", "a dead letter's cause was consumed by a turn as well",
         """SELECT d.id, d.inbox_id, c.conv, c.version FROM dead d JOIN cause c ON c.cause = CAST(d.inbox_id AS TEXT)
            WHERE d.inbox_id IS NOT NULL"""),
    Rule("I3", "the versions of a conversation are not 1..n without a gap",
         """SELECT conv, count(*), count(DISTINCT version), min(version), max(version) FROM turn GROUP BY conv
            HAVING max(version) <> count(*) OR count(*) <> count(DISTINCT version) OR min(version) <> 1"""),
    Rule("I3", "a conversation's version is not the number of its turns",
         """SELECT c.conv, c.version, (SELECT count(*) FROM turn t WHERE t.conv = c.conv) FROM conversation c
            WHERE c.version <> (SELECT count(*) FROM turn t WHERE t.conv = c.conv)"""),
    Rule("I3", "a turn belongs to no conversation",
         "SELECT conv, version FROM turn t WHERE NOT EXISTS (SELECT 1 FROM conversation c WHERE c.conv = t.conv)"),
    Rule("I3", "a conversation's turns were not committed in the order of their versions",
         """SELECT conv, version, g FROM (SELECT conv, version, g, lag(version) OVER w AS before FROM turn
            WINDOW w AS (PARTITION BY conv ORDER BY g)) WHERE version <> before + 1"""),
    Rule("I4", "a message has no turn",
         """SELECT m.conv, m.seq, m.version FROM message m
            WHERE NOT EXISTS (SELECT 1 FROM turn t WHERE t.conv = m.conv AND t.version = m.version AND t.turn = m.turn)"""),
    Rule("I4", "a turn's bubbles in the history are not 0..k-1",
         """SELECT t.conv, t.version, t.n_out, count(m.idx), max(m.idx) FROM turn t
            LEFT JOIN message m ON m.conv = t.conv AND m.version = t.version AND m.idx IS NOT NULL
            GROUP BY t.conv, t.version, t.n_out
            HAVING count(m.idx) <> t.n_out OR count(DISTINCT m.idx) <> t.n_out OR coalesce(max(m.idx), -1) <> t.n_out - 1"""),
    Rule("I4", "an outbox row has no turn that made it",
         """SELECT o.conv, o.version, o.idx FROM outbox o LEFT JOIN turn t ON t.conv = o.conv AND t.version = o.version
            WHERE t.conv IS NULL OR o.idx >= t.n_out"""),
    Rule("I5", "the provider got a message that no turn has committed",
         """SELECT r.out_id, r.phone, r.ns FROM request r LEFT JOIN turn t ON t.conv = r.conv AND t.version = r.version
            WHERE t.conv IS NULL OR r.idx >= t.n_out"""),
    Rule("I5", "the provider got a message before its turn was decided",
         """SELECT r.out_id, t.at_ms, (r.ns + :wall_offset) / 1000000 FROM request r
            JOIN turn t ON t.conv = r.conv AND t.version = r.version WHERE t.at_ms > (r.ns + :wall_offset) / 1000000 + 5"""),
    Rule("I5", "a committed message never reached the provider, and nothing says why",
         """SELECT m.conv, m.version, m.idx, s.status FROM message m
            LEFT JOIN status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.idx
            WHERE m.idx IS NOT NULL AND coalesce(s.status, 0) <> 5
            AND NOT EXISTS (SELECT 1 FROM request r WHERE r.conv = m.conv AND r.version = m.version AND r.idx = m.idx)
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.conv = m.conv AND o.version = m.version AND o.idx = m.idx)
            AND NOT EXISTS (SELECT 1 FROM dead d WHERE d.conv = m.conv AND d.out_version = m.version AND d.out_idx = m.idx)
            AND NOT EXISTS (SELECT 1 FROM control c WHERE c.conv = m.conv)"""),
    Rule("I6", "one message went out with two different texts",
         "SELECT out_id, count(DISTINCT hash), count(DISTINCT phone) FROM request GROUP BY out_id "
         "HAVING count(DISTINCT hash) > 1 OR count(DISTINCT phone) > 1"),
    Rule("I7", "a conversation's messages reached the provider out of order",
         """SELECT conv, version, idx, before FROM (
              SELECT conv, version, idx, lag(version * 1000 + idx) OVER (PARTITION BY conv ORDER BY first) AS before FROM (
                SELECT conv, version, idx, min(ns) AS first FROM request GROUP BY conv, version, idx))
            WHERE version * 1000 + idx < before"""),
    Rule("I7", "the provider took a message after a later one of the same conversation",
         """SELECT conv, version, idx, before FROM (
              SELECT conv, version, idx, lag(version * 1000 + idx) OVER (PARTITION BY conv ORDER BY first) AS before FROM (
                SELECT conv, version, idx, min(ns) AS first FROM request WHERE outcome IN ('ok', 'lost')
                GROUP BY conv, version, idx))
            WHERE version * 1000 + idx < before"""),
    Rule("I8", "a turn decided before a change of control was committed after it",
         """SELECT t.conv, t.version, t.ctl, c.ctl, c.after_g FROM turn t
            JOIN control c ON c.conv = t.conv WHERE t.g > c.after_g AND t.ctl < c.ctl"""),
    Rule("I9", "a turn was committed with an epoch older than an earlier commit's",
         """SELECT conv, version, epoch, highest FROM (SELECT conv, version, epoch, g,
              max(epoch) OVER (PARTITION BY shard ORDER BY g ROWS UNBOUNDED PRECEDING) AS highest FROM turn)
            WHERE epoch < highest"""),
    Rule("I10", "a cause is still pending after everything came to rest", "SELECT id, conv, kind FROM inbox"),
    Rule("I10", "a message is still waiting to be sent after everything came to rest",
         "SELECT conv, version, idx, state, attempt FROM outbox"),
    Rule("I11", "a timer's generation was consumed twice",
         """SELECT conv, cause, count(*) FROM cause WHERE instr(cause, '@') > 0 GROUP BY conv, cause HAVING count(*) > 1"""),
    Rule("I12", "a message's final status is not the highest that the provider has told",
         """SELECT p.out_id, p.told, s.status FROM (
              SELECT out_id, conv, version, idx, max(CASE status WHEN 'sent' THEN 1 WHEN 'delivered' THEN 2 WHEN 'read' THEN 3
                     WHEN 'failed' THEN 5 ELSE 0 END) AS told FROM posted GROUP BY conv, version, idx) p
            LEFT JOIN status s ON s.conv = p.conv AND s.version = p.version AND s.idx = p.idx
            WHERE coalesce(s.status, -1) < p.told"""),
    Rule("I12", "a message's status is one that nobody has told",
         """SELECT s.conv, s.version, s.idx, s.status FROM status s WHERE s.status IN (2, 3, 4) AND NOT EXISTS (
              SELECT 1 FROM posted p WHERE p.conv = s.conv AND p.version = s.version AND p.idx = s.idx
              AND p.status = CASE s.status WHEN 2 THEN 'delivered' WHEN 3 THEN 'read' ELSE 'played' END)
            OR s.status = 1 AND NOT EXISTS (SELECT 1 FROM request r WHERE r.conv = s.conv AND r.version = s.version AND r.idx = s.idx)"""),
    Rule("I16", "a row's tenant is not its conversation's",
         """SELECT c.conv, c.tenant, x.what, x.tenant FROM conversation c JOIN (
              SELECT conv, tenant, 'message' AS what FROM message UNION ALL SELECT conv, tenant, 'turn' FROM turn UNION ALL
              SELECT conv, tenant, 'status' FROM status UNION ALL SELECT conv, tenant, 'dead_letter' FROM dead) x
            ON x.conv = c.conv WHERE x.tenant <> c.tenant"""),
    Rule("answer", "an acknowledged question got no answer, and nobody had taken the conversation over",
         """SELECT m.provider_id, m.conv, m.version FROM message m JOIN turn t ON t.conv = m.conv AND t.version = m.version
            JOIN conversation c ON c.conv = m.conv
            WHERE m.dir = 0 AND m.provider_id IN (SELECT wamid FROM client) AND t.n_out = 0 AND c.mode = 0
            AND NOT EXISTS (SELECT 1 FROM control x WHERE x.conv = m.conv)"""),
]
