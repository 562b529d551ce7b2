-- The first schema of the local store, as it was released: never edited afterwards.

CREATE TABLE attempts (
    attempt_id VARCHAR(32) NOT NULL,
    at INTEGER NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    phone_id VARCHAR(32) NOT NULL,
    e164 TEXT NOT NULL,
    counts INTEGER NOT NULL,
    PRIMARY KEY (attempt_id)
)
 WITHOUT ROWID;

CREATE TABLE campaign_versions (
    code TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (code, version)
);

CREATE TABLE cases (
    case_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    campaign TEXT NOT NULL,
    version TEXT NOT NULL,
    zone TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    open INTEGER NOT NULL,
    queue_class INTEGER NOT NULL,
    callable_from INTEGER NOT NULL,
    seeded_key INTEGER NOT NULL,
    blocked_until INTEGER,
    blocked_reason TEXT,
    callback_at INTEGER,
    callback_kind TEXT,
    before TEXT,
    changed TEXT,
    interrupted_step TEXT,
    lease_id VARCHAR(32) NOT NULL,
    epoch INTEGER NOT NULL,
    until INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    withdrawn TEXT,
    worked_at INTEGER,
    payload_id INTEGER NOT NULL,
    PRIMARY KEY (case_id)
);

CREATE INDEX cases_callback ON cases (callback_at) WHERE callback_at IS NOT NULL;

CREATE INDEX cases_person ON cases (person_id);

CREATE INDEX cases_place ON cases (campaign, version, zone, until, callable_from, blocked_until) WHERE open = 1;

CREATE INDEX cases_queue ON cases (queue_class, callable_from, seeded_key, case_id) WHERE open = 1;

CREATE TABLE desk (
    one INTEGER NOT NULL CHECK (one = 1),
    call_cases TEXT,
    call_state TEXT,
    typed TEXT NOT NULL,
    PRIMARY KEY (one)
);

CREATE TABLE device (
    one INTEGER NOT NULL CHECK (one = 1),
    device_id VARCHAR(32) NOT NULL,
    base INTEGER NOT NULL,
    sent INTEGER NOT NULL,
    done INTEGER NOT NULL,
    swaps INTEGER NOT NULL,
    PRIMARY KEY (one)
);

CREATE TABLE meta (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE outbox (
    position INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id VARCHAR(32) NOT NULL,
    type TEXT NOT NULL,
    case_id VARCHAR(32),
    at INTEGER NOT NULL,
    urgent INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'acked')),
    outcome TEXT,
    latest INTEGER,
    answer TEXT,
    reason TEXT,
    acked_at INTEGER,
    timeline TEXT,
    sha256 TEXT NOT NULL,
    text TEXT,
    PRIMARY KEY (position)
);

CREATE INDEX outbox_urgent ON outbox (position) WHERE urgent = 1 AND status = 'pending';

CREATE INDEX outbox_remarks ON outbox (position) WHERE answer IN ('flagged', 'quarantined', 'conflict');

CREATE TABLE staged (
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (first)
);

CREATE TABLE payloads (
    payload_id INTEGER NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (payload_id)
);

CREATE TABLE broken_off (
    case_id VARCHAR(32) NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (case_id),
    FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
);

CREATE TABLE phones (
    case_id VARCHAR(32) NOT NULL,
    phone_id VARCHAR(32) NOT NULL,
    e164 TEXT NOT NULL,
    PRIMARY KEY (case_id, phone_id),
    FOREIGN KEY(case_id) REFERENCES cases (case_id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX phones_number ON phones (e164);

INSERT INTO desk (one, typed) VALUES (1, '{}');
