-- What records are found by lies in a table beside each; a job makes it anew at the next start.
DO $$
DECLARE of text;
BEGIN
  FOR of IN SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'search_tokens' LOOP
    EXECUTE format('ALTER TABLE %I DROP COLUMN search_tokens, DROP COLUMN search_private, DROP COLUMN search_reading', of);
  END LOOP;
END $$;
