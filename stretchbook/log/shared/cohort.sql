-- What the lecturer sees of a class: weeks that are over, in fixed groups, none of them small.
-- Made by @counter@ in a schema of its own; only it may look at the tables in it.
-- What people wrote can be anything that its columns take: no such value may break what the others are shown.

create table reach (  -- which muscles a stretch lengthens as their primary one: the catalogue's word
  stretch text, hold_side text, muscle text, side text, primary key (stretch, hold_side, muscle, side));

-- Reckoned once when a week is over, and anew when something is written later into it.
create table weeks (week date primary key, people int not null, q1 float8, median float8, q3 float8);
create table doses (
  week date references weeks on delete cascade, muscle text, side text,
  q1 float8, median float8, q3 float8, primary key (week, muscle, side));
create table practised (
  week date references weeks on delete cascade, person name, day date, primary key (week, person, day));
create view taking_part as
  select m.rolname as person from pg_auth_members a
  join pg_roles g on g.oid = a.roleid and g.rolname = '@people@' join pg_roles m on m.oid = a.member
  where not a.admin_option;
create table members (person name primary key);  -- the same as of the last look, so that the planner knows it
create table late (week date not null);
create unlogged table held (  -- only while weeks are reckoned; a table, so that the planner knows its size
  person name, week date, day date, stretch text, side text, seconds float8);

create function day_of(us bigint, offset_s int) returns date immutable parallel safe language sql
  return date '1970-01-01' + (
    (greatest(least(us, 4102444800000000), 0) + greatest(least(offset_s, 86400), -86400)::bigint * 1000000)
    / 86400000000)::int;  -- of 1970 to 2100

create function monday(day date) returns date immutable parallel safe language sql
  return day - (extract(isodow from day)::int - 1);

create function open_week() returns date stable parallel safe language sql  -- over wherever people are
  return monday(((now() at time zone 'UTC') - interval '14 hours')::date);

create function is_shown(people bigint, all_people bigint) returns boolean immutable parallel safe language sql
  return people >= 5 and (people = all_people or all_people - people >= 5);

create function student_t(df bigint) returns float8 immutable parallel safe language sql  -- of a 95 % interval;
  -- Cornish-Fisher expansion (Abramowitz & Stegun 26.7.5), right to 0.01 from 4 degrees of freedom on
  return (
    select z + (z^3 + z) / 4 / df + (5*z^5 + 16*z^3 + 3*z) / 96 / df^2
      + (3*z^7 + 19*z^5 + 17*z^3 - 15*z) / 384 / df^3
      + (79*z^9 + 776*z^7 + 1482*z^5 - 1920*z^3 - 945*z) / 92160 / df^4
    from (values (1.959963984540054::float8)) as normal(z));

create function quantile(known float8[], number bigint, part float8) returns float8 immutable language sql
  -- of so many people: sorted values of some of them, and 0 of all others
  return (
    with place as (select part * (number - 1) as here, number - cardinality(known) as zeros),
    ends as (
      select here - floor(here) as share, coalesce(known[(floor(here) - zeros + 1)::int], 0) as below,
        coalesce(known[(ceil(here) - zeros + 1)::int], 0) as above
      from place)
    select below + share * (above - below) from ends);

create view own_sessions as  -- of people who take part, not deleted, in weeks that are over
  select s.person, s.id, day_of(s.started_us, s.utc_offset_s) as day
  from public.sessions s
  where s.deleted_us is null and s.person in (select person from members)
    and day_of(s.started_us, s.utc_offset_s) between date '2000-01-03' and open_week() - 1;  -- earlier is a slip

create function refresh() returns void security definer language plpgsql
  set search_path = cohort, public, pg_temp set work_mem = '64MB' set jit = off
  set enable_nestloop = on set enable_mergejoin = off as $$
declare
  wanted date[];
begin
  lock table weeks in share row exclusive mode;
  delete from members m where not exists (select from taking_part t where t.person = m.person);
  insert into members select person from taking_part on conflict do nothing;
  with marked as (delete from late returning week)
  delete from weeks where week in (select week from marked);
  select array_agg(day::date order by day) into wanted
  from generate_series(
    (select monday(min(day_of(started_us, utc_offset_s))) from public.sessions
      where day_of(started_us, utc_offset_s) >= date '2000-01-03'),
    open_week() - 7, interval '7 days'
  ) day
  where not exists (select from weeks where week = day::date);
  if wanted is null then
    return;
  end if;
  analyze members;
  perform set_config('enable_nestloop', (cardinality(wanted) < 8)::text, true);  -- many weeks: whole tables
  insert into held
  select s.person, monday(s.day), s.day, h.stretch, h.side, sum(least(h.held_s, 86400))
  from own_sessions s
  join public.holds h on h.person = s.person and h.session = s.id
  where h.deleted_us is null and h.held_s > 0 and monday(s.day) = any (wanted)
    and s.day between wanted[1] and wanted[cardinality(wanted)] + 6
  group by 1, 2, 3, 4, 5;
  analyze held;
  insert into weeks
  select w.week, count(p.person), percentile_cont(0.25) within group (order by p.days),
    percentile_cont(0.5) within group (order by p.days), percentile_cont(0.75) within group (order by p.days)
  from unnest(wanted) w(week)
  left join (select week, person, count(distinct day) as days from held group by week, person) p using (week)
  group by w.week;
  insert into practised select distinct week, person, day from held;
  analyze practised;
  with reached as (
    select p.week, p.person, r.muscle, r.side, sum(p.seconds) as seconds
    from (select week, person, stretch, side, sum(seconds) as seconds from held group by 1, 2, 3, 4) p
    join reach r on r.stretch = p.stretch and r.hold_side = p.side group by 1, 2, 3, 4
  ),
  sorted as (
    select week, muscle, side, array_agg(seconds order by seconds) as known from reached group by week, muscle, side
  )
  insert into doses
  select s.week, s.muscle, s.side, quantile(known, number, 0.25), quantile(known, number, 0.5),
    quantile(known, number, 0.75)
  from sorted s join (select week, count(distinct person) as number from held group by week) p on p.week = s.week;
  truncate held;
end $$;

create view shown_days_practised as
  select w.week, w.people, m.number - w.people as missing, w.q1, w.median, w.q3
  from weeks w, (select count(*) as number from members) m where is_shown(w.people, m.number);

create view shown_weekly_dose as
  select d.week, d.muscle, d.side, w.people, w.missing, d.q1, d.median, d.q3
  from doses d join shown_days_practised w using (week) where d.q3 > 0;

create view shown_adherence as
  with plans as (
    select person, value from public.plan where id = 'plan_days_per_week' and deleted_us is null
  ),
  weeks as (  -- from a person's first week on, also those in which they no longer came
    select p.person, p.value, day::date as week
    from plans p join (select person, min(day) as first from practised group by person) b using (person),
      generate_series(monday(b.first), open_week() - 7, interval '7 days') day
  ),
  done as (select person, monday(day) as week, count(*) as days from practised group by 1, 2),
  calendar as (  -- a day that somebody marked is text, and need not be a date
    select day::date as day, to_char(day, 'YYYY-MM-DD') as written
    from generate_series((select min(day) from practised) - 6, open_week(), interval '1 day') day
  ),
  excused as (
    select d.person, monday(c.day) as week, count(distinct c.day) as days
    from public.days d join calendar c on c.written = d.day
    where d.deleted_us is null and d.kind in ('rest', 'illness', 'holiday')
      and not exists (select from practised p where p.person = d.person and p.day = c.day)
    group by 1, 2
  ),
  judged as (
    select w.week, coalesce(d.days, 0) as days, least(w.value, 7 - coalesce(e.days, 0)) as target
    from weeks w left join done d using (person, week) left join excused e using (person, week)
  ),
  counted as (
    select week, count(*) as people, count(*) filter (where days >= target) as met
    from judged where target > 0 group by week
  )
  select c.week, c.people, m.number - c.people as missing, c.met
  from counted c, (select count(*) as number from members) m
  where is_shown(c.people, m.number) and (c.met in (0, c.people) or is_shown(c.met, c.people));

create view shown_pain_change as
  with own as (  -- one rating a person, session, area and moment: the table's own key
    select s.person, b.area, avg(a.score - b.score)::float8 as change
    from own_sessions s
    join public.ratings b on b.person = s.person and b.session = s.id and b.moment = 'before'
    join public.ratings a on a.person = b.person and a.session = b.session and a.area = b.area and a.moment = 'after'
    where b.deleted_us is null and a.deleted_us is null group by s.person, b.area
  ),
  counted as (
    select area, count(*) as people, avg(change) as mean,
      student_t(greatest(count(*) - 1, 1)) * stddev_samp(change) / sqrt(count(*)) as half
    from own group by area
  )
  select c.area, c.people, m.number - c.people as missing, c.mean, c.mean - c.half as low, c.mean + c.half as high
  from counted c, (select count(*) as number from members) m where is_shown(c.people, m.number);

create view shown_pain_weeks as
  with rated as (
    select r.person, r.area, s.day, r.score from public.ratings r
    join own_sessions s on s.person = r.person and s.id = r.session
    where r.deleted_us is null and r.moment = 'before'
  ),
  own as (
    select r.person, r.area, (r.day - f.first) / 7 as week, avg(r.score)::float8 as pain
    from rated r join (select person, area, min(day) as first from rated group by 1, 2) f using (person, area)
    group by 1, 2, 3
  ),
  started as (
    select person, area, pain, case when pain < 4 then 'under 4' else '4 and over' end as start
    from own where week = 0
  ),
  starters as (
    select area, coalesce(start, 'all') as start, count(*) as number, avg(pain) as mean
    from started group by grouping sets ((area), (area, start))
  ),
  counted as (
    select o.area, coalesce(s.start, 'all') as start, o.week, count(*) as people,
      avg(o.pain - s.pain) as change,
      student_t(greatest(count(*) - 1, 1)) * stddev_samp(o.pain - s.pain) / sqrt(count(*)) as half
    from own o join started s using (person, area)
    group by grouping sets ((o.area, o.week), (o.area, o.week, s.start))
  ),
  judged as (  -- a part is shown only with the other part: of both and the whole the third could be reckoned
    select c.*, t.number, t.mean as start_mean,
      is_shown(t.number, m.number) and is_shown(c.people, t.number) as is_open
    from counted c join starters t using (area, start), (select count(*) as number from members) m
  )
  select j.area, j.start, j.week, j.people, j.number - j.people as missing, j.start_mean, j.change,
    j.change - j.half as low, j.change + j.half as high
  from judged j
  where j.is_open and (j.start = 'all' or 2 = (
    select count(*) from judged o
    where (o.area, o.week) = (j.area, j.week) and o.start <> 'all' and o.is_open));

create function mark_late() returns trigger security definer language plpgsql
  set search_path = cohort, public, pg_temp as $$
begin
  if tg_table_name = 'holds' then
    insert into late
    select distinct monday(day_of(s.started_us, s.utc_offset_s))
    from changed c join public.sessions s on s.person = c.person and s.id = c.session
    where monday(day_of(s.started_us, s.utc_offset_s)) < open_week();
  else
    insert into late
    select distinct monday(day_of(c.started_us, c.utc_offset_s)) from changed c
    where monday(day_of(c.started_us, c.utc_offset_s)) < open_week();
  end if;
  return null;
end $$;

-- The lecturer's views ask functions, which answer with nothing but what is shown: EXPLAIN ANALYZE of a view of
-- tables tells how many rows each of its steps met, those of hidden groups too.
do $$
declare
  one name;
begin
  foreach one in array array['days_practised', 'weekly_dose', 'adherence', 'pain_change', 'pain_weeks'] loop
    execute format(
      'create function tell_%1$s() returns setof shown_%1$s stable security definer language plpgsql '
      'set search_path = cohort, public, pg_temp set client_min_messages = warning '
      'set enable_nestloop = off set enable_mergejoin = off set enable_sort = off '  -- whole tables, by hashing
      'set jit = off set work_mem = %2$L '
      'as %3$L', one, '64MB', format('begin return query select * from shown_%s; end', one));
    execute format('create view %1$I as select * from tell_%1$s()', one);
    execute format('grant select on %I to @lecturer@', one);
  end loop;
end $$;

grant usage on schema cohort to @lecturer@;
revoke all on all functions in schema cohort from public;
do $$
declare
  one regprocedure;
begin
  for one in
    select oid from pg_proc where pronamespace = 'cohort'::regnamespace and (proname ~ '^tell_' or proname = 'refresh')
  loop
    execute format('grant execute on function %s to @lecturer@', one);
  end loop;
end $$;
grant execute on function day_of to @people@;  -- as which the index of days is kept
