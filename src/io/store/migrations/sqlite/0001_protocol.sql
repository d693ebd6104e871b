-- The tables of the store protocol. Times are milliseconds since 1970-01-01 UTC, uuids are 16 bytes, `shard` is
-- 0..1023 (part of the data for ever, although one SQLite file has one owner for all of them).

CREATE TABLE meta(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch INTEGER NOT NULL,          -- fences every writer before the present one
  clean INTEGER NOT NULL           -- 1: the last owner said goodbye
) STRICT;
INSERT INTO meta VALUES (1, 0, 1);

-- Dedup keys, apart from the queue: a retry carries the day of its payload, so old days can be forgotten.
CREATE TABLE seen(
  day INTEGER NOT NULL, channel INTEGER NOT NULL, key BLOB NOT NULL,
  PRIMARY KEY (day, channel, key)
) STRICT, WITHOUT ROWID;

-- Pending causes only: the turn deletes them. AUTOINCREMENT: an id is never given twice, even after a restart.
CREATE TABLE inbox(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL, channel INTEGER NOT NULL, conv BLOB NOT NULL,
  kind TEXT NOT NULL, prio INTEGER NOT NULL, provider_time INTEGER NOT NULL, received_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, correlation_id TEXT NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE INDEX inbox_conv ON inbox(conv, id);

CREATE TABLE conversation(
  conv BLOB PRIMARY KEY,
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL, channel INTEGER NOT NULL,
  version INTEGER NOT NULL, ctl INTEGER NOT NULL, mode INTEGER NOT NULL, until INTEGER,
  last_turn BLOB, contact BLOB,
  wa_id TEXT NOT NULL DEFAULT '', user_id TEXT NOT NULL DEFAULT '', contact_name TEXT NOT NULL DEFAULT '',
  status INTEGER NOT NULL DEFAULT 0, assignee INTEGER,
  last_activity_at INTEGER NOT NULL, last_inbound_at INTEGER, preview TEXT NOT NULL DEFAULT '',
  unread INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
  state BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_list ON conversation(tenant, last_activity_at, conv);

-- What a channel knows a conversation by besides its name: the first conversation keeps an alias.
CREATE TABLE address_alias(
  channel INTEGER NOT NULL, user_id TEXT NOT NULL, tenant INTEGER NOT NULL, shard INTEGER NOT NULL, conv BLOB NOT NULL,
  PRIMARY KEY (channel, user_id)
) STRICT, WITHOUT ROWID;

-- History: append-only, one conversation's lines side by side.
CREATE TABLE message(
  conv BLOB NOT NULL, seq INTEGER NOT NULL,
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL, channel INTEGER NOT NULL,
  version INTEGER NOT NULL, turn BLOB NOT NULL, at INTEGER NOT NULL,
  dir INTEGER NOT NULL, author INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL,
  provider_id TEXT NOT NULL, reply_to TEXT NOT NULL, send INTEGER, author_name TEXT NOT NULL, client_id TEXT NOT NULL,
  PRIMARY KEY (conv, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_client ON message(tenant, client_id) WHERE client_id <> '';

-- Live bubbles only: the outcome goes to msg_status. state: 0 ready, 1 sending, 5 in doubt.
CREATE TABLE outbox(
  conv BLOB NOT NULL, version INTEGER NOT NULL, idx INTEGER NOT NULL,
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL, channel INTEGER NOT NULL,
  author INTEGER NOT NULL, prio INTEGER NOT NULL, ctl INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, attempt INTEGER NOT NULL DEFAULT 0, resend_in_doubt INTEGER NOT NULL,
  not_before INTEGER NOT NULL, expires_at INTEGER,
  claim_epoch INTEGER, claim_batch INTEGER, claimed_at INTEGER,
  peer BLOB NOT NULL, correlation_id TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (conv, version, idx)
) STRICT, WITHOUT ROWID;

-- How far each bubble got: rises only (0 queued 1 sent 2 delivered 3 read 4 played 5 failed).
CREATE TABLE msg_status(
  conv BLOB NOT NULL, version INTEGER NOT NULL, idx INTEGER NOT NULL,
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL, channel INTEGER NOT NULL,
  status INTEGER NOT NULL, provider_id TEXT NOT NULL, at INTEGER NOT NULL,
  error_code INTEGER NOT NULL, error_text TEXT NOT NULL, pricing TEXT NOT NULL,
  PRIMARY KEY (conv, version, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX msg_status_provider ON msg_status(channel, provider_id) WHERE provider_id <> '';

-- Statuses of provider ids that no bubble of ours has (yet): what a person sent from the phone, or a status that
-- overtook our own note of acceptance.
CREATE TABLE provider_status(
  channel INTEGER NOT NULL, provider_id TEXT NOT NULL, tenant INTEGER NOT NULL,
  status INTEGER NOT NULL, at INTEGER NOT NULL, error_code INTEGER NOT NULL, error_text TEXT NOT NULL,
  pricing TEXT NOT NULL,
  PRIMARY KEY (channel, provider_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE timer(
  conv BLOB NOT NULL, key TEXT NOT NULL CHECK (length(CAST(key AS BLOB)) <= 512),
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL, channel INTEGER NOT NULL,
  gen INTEGER NOT NULL, due INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (conv, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX timer_due ON timer(due, conv, key);

-- What could not be processed, whole, so that it can go back.
CREATE TABLE dead_letter(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL, channel INTEGER NOT NULL, conv BLOB NOT NULL,
  kind TEXT NOT NULL, reason TEXT NOT NULL, error TEXT NOT NULL, at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'redriven', 'discarded')),
  inbox_id INTEGER, prio INTEGER NOT NULL, provider_time INTEGER NOT NULL, correlation_id TEXT NOT NULL,
  timer_key TEXT, timer_gen INTEGER, timer_due INTEGER,
  out_version INTEGER, out_idx INTEGER,
  body BLOB NOT NULL, note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX dead_letter_list ON dead_letter(tenant, id);

-- One row a turn, in the order of commit: what replay, "why" and the checks of I1-I4, I8 and I9 read.
CREATE TABLE turn(
  g INTEGER PRIMARY KEY,
  turn BLOB NOT NULL, conv BLOB NOT NULL, version INTEGER NOT NULL,
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL, epoch INTEGER NOT NULL, ctl INTEGER NOT NULL,
  at INTEGER NOT NULL, causes TEXT NOT NULL,  -- JSON array: inbox ids, and "key@generation" of fired timers
  n_out INTEGER NOT NULL, n_bot INTEGER NOT NULL, record BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX turn_conv ON turn(conv, version);

-- Every change of who speaks; `after_turn` places it among the turns (I8).
CREATE TABLE control_change(
  id INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL, conv BLOB NOT NULL, ctl INTEGER NOT NULL,
  mode INTEGER NOT NULL, until INTEGER, at INTEGER NOT NULL, origin TEXT NOT NULL, -- override, turn, dead_letter
  after_turn INTEGER NOT NULL, suppressed INTEGER NOT NULL, in_flight INTEGER NOT NULL,
  notice_day INTEGER, notice_key BLOB, epoch INTEGER NOT NULL, batch INTEGER NOT NULL
) STRICT;
CREATE INDEX control_change_conv ON control_change(conv, id);
