-- Whatever changes a week that is over marks it, so that its medians are reckoned anew.
do $$
declare
  part record;
begin
  for part in
    select * from (values
      ('holds', 'insert', 'new'), ('holds', 'update', 'new'), ('holds', 'update', 'old'), ('holds', 'delete', 'old'),
      ('sessions', 'update', 'new'), ('sessions', 'update', 'old'), ('sessions', 'delete', 'old')
    ) as parts (relation, happening, rows)
  loop
    execute format(
      'create or replace trigger late_%s_%s after %s on public.%I referencing %s table as changed '
      'for each statement execute function cohort.mark_late()',
      part.happening, part.rows, part.happening, part.relation, part.rows);
  end loop;
end $$;
