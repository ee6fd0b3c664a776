-- What records are found by moves from their own rows into a table beside each.
DO $$
DECLARE of text;
BEGIN
  FOR of IN SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'search_tokens' LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I (id uuid PRIMARY KEY, tokens text[], hidden text[], reading text)', of || '_search');
    EXECUTE format('INSERT INTO %I (id, tokens, hidden, reading) SELECT id, search_tokens, search_private, search_reading FROM %I ON CONFLICT DO NOTHING', of || '_search', of);
    EXECUTE format('ALTER TABLE %I DROP COLUMN search_tokens, DROP COLUMN search_private, DROP COLUMN search_reading', of);
  END LOOP;
END $$;
