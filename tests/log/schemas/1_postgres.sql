--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: days; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.days (
    id character varying(40) NOT NULL,
    day character varying(10) NOT NULL,
    kind character varying(10) NOT NULL,
    note text,
    deleted_us bigint
);


--
-- Name: holds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.holds (
    id character varying(64) NOT NULL,
    session character varying(64) NOT NULL,
    stretch character varying(60) NOT NULL,
    side character varying(5) NOT NULL,
    set_number smallint NOT NULL,
    planned_s double precision NOT NULL,
    held_s double precision NOT NULL,
    status character varying(10) NOT NULL,
    started_us bigint NOT NULL,
    deleted_us bigint,
    CONSTRAINT holds_held_s_check CHECK ((held_s >= (0)::double precision)),
    CONSTRAINT holds_planned_s_check CHECK ((planned_s > (0)::double precision)),
    CONSTRAINT holds_side_check CHECK (((side)::text = ANY ((ARRAY['left'::character varying, 'right'::character varying, 'both'::character varying])::text[]))),
    CONSTRAINT holds_status_check CHECK (((status)::text = ANY ((ARRAY['completed'::character varying, 'cut short'::character varying, 'skipped'::character varying])::text[])))
);


--
-- Name: journal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.journal (
    step integer NOT NULL,
    at_us bigint NOT NULL,
    what text NOT NULL,
    changes text NOT NULL,
    undone smallint NOT NULL
);


--
-- Name: journal_step_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.journal_step_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: journal_step_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.journal_step_seq OWNED BY public.journal.step;


--
-- Name: measures; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measures (
    id character varying(64) NOT NULL,
    measure character varying(60) NOT NULL,
    side character varying(5) NOT NULL,
    value double precision NOT NULL,
    taken_us bigint NOT NULL,
    zone character varying(64) NOT NULL,
    utc_offset_s integer NOT NULL,
    note text,
    deleted_us bigint,
    CONSTRAINT measures_side_check CHECK (((side)::text = ANY ((ARRAY['left'::character varying, 'right'::character varying, 'both'::character varying])::text[])))
);


--
-- Name: phases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.phases (
    id character varying(120) NOT NULL,
    label character varying(100) NOT NULL,
    start character varying(10) NOT NULL,
    deleted_us bigint
);


--
-- Name: sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sessions (
    id character varying(64) NOT NULL,
    started_us bigint NOT NULL,
    zone character varying(64) NOT NULL,
    utc_offset_s integer NOT NULL,
    areas character varying(200) NOT NULL,
    pain_before_lower_back smallint,
    pain_after_lower_back smallint,
    pain_before_hip smallint,
    pain_after_hip smallint,
    note text,
    deleted_us bigint,
    CONSTRAINT sessions_pain_after_hip_check CHECK (((pain_after_hip >= 0) AND (pain_after_hip <= 10))),
    CONSTRAINT sessions_pain_after_lower_back_check CHECK (((pain_after_lower_back >= 0) AND (pain_after_lower_back <= 10))),
    CONSTRAINT sessions_pain_before_hip_check CHECK (((pain_before_hip >= 0) AND (pain_before_hip <= 10))),
    CONSTRAINT sessions_pain_before_lower_back_check CHECK (((pain_before_lower_back >= 0) AND (pain_before_lower_back <= 10)))
);


--
-- Name: stretchbook; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stretchbook (
    id character varying(40) NOT NULL,
    value text
);


--
-- Name: journal step; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal ALTER COLUMN step SET DEFAULT nextval('public.journal_step_seq'::regclass);


--
-- Data for Name: days; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.days VALUES ('2026-10-01 illness', '2026-10-01', 'illness', 'flu', NULL);
INSERT INTO public.days VALUES ('2026-10-03 illness', '2026-10-03', 'illness', 'flu', NULL);
INSERT INTO public.days VALUES ('2026-10-02 illness', '2026-10-02', 'illness', 'flu', 1795624890759030);


--
-- Data for Name: holds; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.holds VALUES ('page-1-0', 'page-1', 'childs_pose', 'both', 1, 30, 30, 'completed', 1792515605000000, NULL);
INSERT INTO public.holds VALUES ('page-1-1', 'page-1', 'runners_lunge', 'left', 1, 30, 12.5, 'cut short', 1792515665000000, NULL);
INSERT INTO public.holds VALUES ('page-1-2', 'page-1', 'runners_lunge', 'right', 1, 30, 0, 'skipped', 1792515725000000, NULL);
INSERT INTO public.holds VALUES ('page-2-0', 'page-2', 'happy_baby', 'both', 1, 30, 29.96, 'completed', 1792857900000000, NULL);
INSERT INTO public.holds VALUES ('page-3-0', 'page-3', 'happy_baby', 'both', 1, 30, 29.96, 'completed', 1792893900000000, NULL);
INSERT INTO public.holds VALUES ('page-4-0', 'page-4', 'happy_baby', 'both', 1, 30, 29.96, 'completed', 1793030700000001, NULL);
INSERT INTO public.holds VALUES ('page-4-1', 'page-4', 'happy_baby', 'both', 2, 30, 29.96, 'completed', 1793030740000001, NULL);
INSERT INTO public.holds VALUES ('page-4-2', 'page-4', 'happy_baby', 'both', 3, 30, 29.96, 'completed', 1793030780000001, NULL);
INSERT INTO public.holds VALUES ('page-3-1', 'page-3', 'happy_baby', 'both', 2, 30, 29.96, 'completed', 1792893940000000, 1795624890776329);


--
-- Data for Name: journal; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.journal VALUES (1, 1795624890733065, 'the change of the session of 2026-10-24 18:05', '[{"table": "sessions", "ids": ["page-2"], "before": {"pain_after_lower_back": null, "pain_before_hip": null, "pain_after_hip": null, "note": null}, "after": {"pain_after_lower_back": 1, "pain_before_hip": 6, "pain_after_hip": 4, "note": "typed"}}]', 0);
INSERT INTO public.journal VALUES (2, 1795624890737329, 'the change of the session of 2026-10-24 18:05', '[{"table": "sessions", "ids": ["page-2"], "before": {"pain_before_hip": 6, "note": "typed"}, "after": {"pain_before_hip": 5, "note": null}}]', 0);
INSERT INTO public.journal VALUES (3, 1795624890740399, 'the change of the session of 2026-10-25 03:05', '[{"table": "sessions", "ids": ["page-3"], "before": {"areas": "hip", "pain_after_lower_back": null}, "after": {"areas": "lower back", "pain_after_lower_back": 7}}]', 0);
INSERT INTO public.journal VALUES (4, 1795624890744096, 'the value 0.3 of straight_leg_raise', '[{"table": "measures", "ids": ["824d5fc5-9ede-44e8-b1ae-f57473e18873"], "before": {"deleted_us": 1795624890743606}, "after": {"deleted_us": null}}]', 0);
INSERT INTO public.journal VALUES (5, 1795624890746871, 'the value 12.5 of fingertip_to_floor', '[{"table": "measures", "ids": ["b5e676b4-536e-4392-8dc8-8e9c09ce54ad"], "before": {"deleted_us": 1795624890746387}, "after": {"deleted_us": null}}]', 0);
INSERT INTO public.journal VALUES (6, 1795624890752069, 'the deletion of the measure fingertip_to_floor 12.5', '[{"table": "measures", "ids": ["b5e676b4-536e-4392-8dc8-8e9c09ce54ad"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795624890750844}}]', 0);
INSERT INTO public.journal VALUES (7, 1795624890756053, '3 days marked as illness', '[{"table": "days", "ids": ["2026-10-01 illness", "2026-10-02 illness", "2026-10-03 illness"], "before": {"deleted_us": 1795624890755647}, "after": {"deleted_us": null}}]', 0);
INSERT INTO public.journal VALUES (8, 1795624890760281, 'taking away the marks from 2026-10-02 to 2026-10-02', '[{"table": "days", "ids": ["2026-10-02 illness"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795624890759030}}]', 0);
INSERT INTO public.journal VALUES (9, 1795624890764552, 'the phase ''A''', '[{"table": "phases", "ids": ["2026-09-01 A"], "before": {"deleted_us": 1795624890764086}, "after": {"deleted_us": null}}]', 0);
INSERT INTO public.journal VALUES (10, 1795624890767515, 'the phase ''B: routine''', '[{"table": "phases", "ids": ["2026-10-10 B: routine"], "before": {"deleted_us": 1795624890767118}, "after": {"deleted_us": null}}]', 0);
INSERT INTO public.journal VALUES (11, 1795624890770640, 'the plan of 3 days a week', '[{"table": "stretchbook", "ids": ["plan_days_per_week"], "before": {"value": null}, "after": {"value": "3"}}]', 0);
INSERT INTO public.journal VALUES (12, 1795624890773257, 'the plan of 4 days a week', '[{"table": "stretchbook", "ids": ["plan_days_per_week"], "before": {"value": "3"}, "after": {"value": "4"}}]', 0);
INSERT INTO public.journal VALUES (13, 1795624890777652, 'the deletion of the hold happy_baby, both', '[{"table": "holds", "ids": ["page-3-1"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795624890776329}}]', 0);
INSERT INTO public.journal VALUES (14, 1795624890781510, 'the deletion of the session of 2026-10-27 05:05', '[{"table": "sessions", "ids": ["page-4"], "before": {"deleted_us": null}, "after": {"deleted_us": 1795624890780350}}]', 0);
INSERT INTO public.journal VALUES (15, 1795624890784087, 'the plan of no days a week', '[{"table": "stretchbook", "ids": ["plan_days_per_week"], "before": {"value": "4"}, "after": {"value": null}}]', 0);
INSERT INTO public.journal VALUES (16, 1795624890786859, 'the plan of 5 days a week', '[{"table": "stretchbook", "ids": ["plan_days_per_week"], "before": {"value": null}, "after": {"value": "5"}}]', 0);
INSERT INTO public.journal VALUES (17, 1795624890789721, 'the change of the session of 2026-10-20 19:00', '[{"table": "sessions", "ids": ["page-1"], "before": {"pain_after_hip": 3}, "after": {"pain_after_hip": null}}]', 1);


--
-- Data for Name: measures; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.measures VALUES ('824d5fc5-9ede-44e8-b1ae-f57473e18873', 'straight_leg_raise', 'left', 0.30000000000000004, 1792857900000000, 'Europe/Berlin', 7200, 'warm', NULL);
INSERT INTO public.measures VALUES ('b5e676b4-536e-4392-8dc8-8e9c09ce54ad', 'fingertip_to_floor', 'both', 12.5, 1792857900000000, 'Europe/Berlin', 7200, NULL, 1795624890750844);


--
-- Data for Name: phases; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.phases VALUES ('2026-09-01 A', 'A', '2026-09-01', NULL);
INSERT INTO public.phases VALUES ('2026-10-10 B: routine', 'B: routine', '2026-10-10', NULL);


--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('page-2', 1792857900000000, 'Europe/Berlin', 7200, '', NULL, 1, 5, 4, NULL, NULL);
INSERT INTO public.sessions VALUES ('page-3', 1792893900000000, 'Europe/Berlin', 3600, 'lower back', NULL, 7, NULL, NULL, NULL, NULL);
INSERT INTO public.sessions VALUES ('page-4', 1793030700000001, 'Pacific/Auckland', 46800, 'hip', NULL, NULL, NULL, NULL, NULL, 1795624890780350);
INSERT INTO public.sessions VALUES ('page-1', 1792515600250000, 'Europe/Berlin', 7200, 'hip|lower back', 10, NULL, 0, 3, '=a note, “quoted”
in two lines', NULL);


--
-- Data for Name: stretchbook; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stretchbook VALUES ('schema', '1');
INSERT INTO public.stretchbook VALUES ('log', '383a4a5d-ed06-47a8-bf33-6d442ecfe262');
INSERT INTO public.stretchbook VALUES ('plan_days_per_week', '5');


--
-- Name: journal_step_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.journal_step_seq', 17, true);


--
-- Name: days days_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.days
    ADD CONSTRAINT days_pkey PRIMARY KEY (id);


--
-- Name: holds holds_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.holds
    ADD CONSTRAINT holds_pkey PRIMARY KEY (id);


--
-- Name: journal journal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (step);


--
-- Name: measures measures_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measures
    ADD CONSTRAINT measures_pkey PRIMARY KEY (id);


--
-- Name: phases phases_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.phases
    ADD CONSTRAINT phases_pkey PRIMARY KEY (id);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);


--
-- Name: stretchbook stretchbook_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stretchbook
    ADD CONSTRAINT stretchbook_pkey PRIMARY KEY (id);


--
-- Name: ix_holds_session; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_holds_session ON public.holds USING btree (session);


--
-- Name: holds holds_session_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.holds
    ADD CONSTRAINT holds_session_fkey FOREIGN KEY (session) REFERENCES public.sessions(id);


--
-- PostgreSQL database dump complete
--


