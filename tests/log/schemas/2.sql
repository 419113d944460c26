PRAGMA application_id = 1400140389;
BEGIN TRANSACTION;
CREATE TABLE answers (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	question VARCHAR(200) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	seed BIGINT, 
	item TEXT, 
	given TEXT, 
	answer TEXT NOT NULL, 
	is_right SMALLINT CHECK (is_right IN (0, 1)), 
	answered_us BIGINT NOT NULL, 
	seconds DOUBLE CHECK (seconds >= 0), 
	extra TEXT, 
	deleted_us BIGINT, 
	PRIMARY KEY (person, id)
);
CREATE TABLE days (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	id VARCHAR(40) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	note TEXT, 
	deleted_us BIGINT, 
	PRIMARY KEY (person, id)
);
INSERT INTO "days" VALUES('me','2026-12-24 holiday','2026-12-24','holiday',NULL,NULL);
INSERT INTO "days" VALUES('me','2026-12-25 holiday','2026-12-25','holiday',NULL,NULL);
CREATE TABLE holds (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	session VARCHAR(64) NOT NULL, 
	stretch VARCHAR(60) NOT NULL, 
	side VARCHAR(5) NOT NULL CHECK (side IN ('left', 'right', 'both')), 
	set_number SMALLINT NOT NULL, 
	planned_s DOUBLE NOT NULL CHECK (planned_s > 0), 
	held_s DOUBLE NOT NULL CHECK (held_s >= 0), 
	status VARCHAR(10) NOT NULL CHECK (status IN ('completed', 'cut short', 'skipped')), 
	started_us BIGINT NOT NULL, 
	deleted_us BIGINT, 
	PRIMARY KEY (person, id), 
	FOREIGN KEY(person, session) REFERENCES sessions (person, id) ON UPDATE CASCADE
);
INSERT INTO "holds" VALUES('me','c517f135-43cd-4266-ab7e-12d486ebbdd3','41fd3c8a-9eb8-42e3-94e4-ff18a3959d90','childs_pose','both',1,30.0,30.0,'completed',1795367100000000,NULL);
INSERT INTO "holds" VALUES('me','420788ab-3409-480e-8a83-070809fa3e48','41fd3c8a-9eb8-42e3-94e4-ff18a3959d90','runners_lunge','left',1,30.0,30.0,'completed',1795367140000000,NULL);
INSERT INTO "holds" VALUES('me','5b18b0b4-ba82-4686-b771-14d80b2b0eca','41fd3c8a-9eb8-42e3-94e4-ff18a3959d90','runners_lunge','right',1,30.0,12.5,'cut short',1795367180000000,NULL);
INSERT INTO "holds" VALUES('me','a4dafcac-3c2e-4665-b42e-5720012e9d40','b7f11018-6662-46a1-84e2-b5a459789c1e','happy_baby','both',1,30.0,30.0,'completed',1795453500000000,NULL);
INSERT INTO "holds" VALUES('me','7489b66e-5ad0-40c6-9172-1cdfcdc2f147','b7f11018-6662-46a1-84e2-b5a459789c1e','happy_baby','both',2,30.0,30.0,'completed',1795453540000000,NULL);
CREATE TABLE journal (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	step INTEGER NOT NULL, 
	at_us BIGINT NOT NULL, 
	what TEXT NOT NULL, 
	changes TEXT NOT NULL, 
	undone SMALLINT NOT NULL, 
	PRIMARY KEY (person, step)
);
INSERT INTO "journal" VALUES('me',1,1795625779410919,'the rating of lower back after the session of 2026-11-22 18:05: 4','[{"table": "ratings", "ids": ["1850bc28-ccca-475b-beca-bd3d7d04ced6"], "before": {"deleted_us": -1795625779405891}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES('me',2,1795625779448829,'the deletion of the session of 2026-11-22 18:05','[{"table": "sessions", "ids": ["d8a9f3b1-4296-4ed9-9396-4f176fc96b99"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795625779448196}}]',0);
INSERT INTO "journal" VALUES('me',3,1795625779458051,'the value 61.5 of straight_leg_raise','[{"table": "measures", "ids": ["9348800e-8d9a-4b4e-a2d3-59e145d5384c"], "before": {"deleted_us": -1795625779458028}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES('me',4,1795625779471689,'2 days marked as holiday','[{"table": "days", "ids": ["2026-12-24 holiday", "2026-12-25 holiday"], "before": {"deleted_us": -1795625779471662}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES('me',5,1795625779484443,'the phase ''B: routine''','[{"table": "phases", "ids": ["2026-11-20 B: routine"], "before": {"deleted_us": -1795625779484411}, "after": {"deleted_us": null}}]',0);
INSERT INTO "journal" VALUES('me',6,1795625779495705,'the plan of 3 days a week','[{"table": "plan", "ids": ["plan_days_per_week"], "before": {"deleted_us": -1795625779495677}, "after": {"deleted_us": null}}]',0);
CREATE TABLE measures (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	measure VARCHAR(60) NOT NULL, 
	side VARCHAR(5) NOT NULL CHECK (side IN ('left', 'right', 'both')), 
	value DOUBLE NOT NULL, 
	taken_us BIGINT NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	utc_offset_s INTEGER NOT NULL, 
	note TEXT, 
	deleted_us BIGINT, 
	PRIMARY KEY (person, id)
);
INSERT INTO "measures" VALUES('me','9348800e-8d9a-4b4e-a2d3-59e145d5384c','straight_leg_raise','left',61.5,1795367100000000,'Europe/Berlin',3600,NULL,NULL);
CREATE TABLE phases (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	id VARCHAR(120) NOT NULL, 
	label VARCHAR(100) NOT NULL, 
	start VARCHAR(10) NOT NULL, 
	deleted_us BIGINT, 
	PRIMARY KEY (person, id)
);
INSERT INTO "phases" VALUES('me','2026-11-20 B: routine','B: routine','2026-11-20',NULL);
CREATE TABLE "plan" (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	id VARCHAR(40) NOT NULL, 
	value SMALLINT NOT NULL, 
	deleted_us BIGINT, 
	PRIMARY KEY (person, id)
);
INSERT INTO "plan" VALUES('me','plan_days_per_week',3,NULL);
CREATE TABLE ratings (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	session VARCHAR(64) NOT NULL, 
	area VARCHAR(60) NOT NULL, 
	moment VARCHAR(6) NOT NULL CHECK (moment IN ('before', 'after')), 
	score SMALLINT NOT NULL CHECK (score BETWEEN 0 AND 10), 
	deleted_us BIGINT, 
	PRIMARY KEY (person, id), 
	FOREIGN KEY(person, session) REFERENCES sessions (person, id) ON UPDATE CASCADE, 
	UNIQUE (person, session, area, moment)
);
INSERT INTO "ratings" VALUES('me','96c49d96-a851-4a4a-9cf5-95e0e1759ad0','41fd3c8a-9eb8-42e3-94e4-ff18a3959d90','lower back','before',6,NULL);
INSERT INTO "ratings" VALUES('me','2be88d38-904c-44bb-a375-b727ba4028b1','41fd3c8a-9eb8-42e3-94e4-ff18a3959d90','hip','before',0,NULL);
INSERT INTO "ratings" VALUES('me','1850bc28-ccca-475b-beca-bd3d7d04ced6','41fd3c8a-9eb8-42e3-94e4-ff18a3959d90','lower back','after',4,NULL);
CREATE TABLE reviews (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	id VARCHAR(200) NOT NULL, 
	due_us BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	deleted_us BIGINT, 
	PRIMARY KEY (person, id)
);
CREATE TABLE sessions (
	person VARCHAR(63) DEFAULT 'me' NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	started_us BIGINT NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	utc_offset_s INTEGER NOT NULL, 
	areas TEXT NOT NULL, 
	note TEXT, 
	said_us BIGINT, 
	joined_to VARCHAR(64), 
	deleted_us BIGINT, 
	PRIMARY KEY (person, id)
);
INSERT INTO "sessions" VALUES('me','41fd3c8a-9eb8-42e3-94e4-ff18a3959d90',1795367100000000,'Europe/Berlin',3600,'lower back|hip','=a note',1795625779405924,NULL,NULL);
INSERT INTO "sessions" VALUES('me','b7f11018-6662-46a1-84e2-b5a459789c1e',1795453500000000,'Europe/Berlin',3600,'hip',NULL,NULL,NULL,NULL);
INSERT INTO "sessions" VALUES('me','d8a9f3b1-4296-4ed9-9396-4f176fc96b99',1795367100000000,'Europe/Berlin',3600,'',NULL,NULL,NULL,1795625779448196);
CREATE TABLE stretchbook (
	id VARCHAR(40) NOT NULL, 
	value TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "stretchbook" VALUES('schema','2');
INSERT INTO "stretchbook" VALUES('log','403b97a3-638f-4075-8502-e09ad4b5b046');
CREATE INDEX ix_reviews_due ON reviews (person, due_us);
CREATE INDEX ix_holds_session ON holds (person, session);
COMMIT;
