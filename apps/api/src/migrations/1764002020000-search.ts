import { cityLabels, fieldLabels, trackLabels, type Label } from '@everexpo/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Search: one analysis of texts and of what is typed. Names are searched through indices of their expression; a project
 * keeps its lexemes, since its owner's and organisation's names are among them.
 */
export class Search1764002020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ANALYSIS);
    await runner.query(
      `INSERT INTO search_reading (character, first, second) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
      await readings(),
    );
    await runner.query(QUERY);
    const labels = Object.entries<Label>({ ...cityLabels, ...fieldLabels, ...trackLabels });
    await runner.query(
      `CREATE TABLE search_label (code text PRIMARY KEY, label_zh text NOT NULL, label_en text NOT NULL)`,
    );
    await runner.query(`INSERT INTO search_label SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`, [
      labels.map(([code]) => code),
      labels.map(([, { zh }]) => zh),
      labels.map(([, { en }]) => en),
    ]);
    await runner.query(PROJECTS);
    await runner.query(NAMES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX agreement_party_search, agreement_search, room_search, session_search, organisation_search,
        person_search;
      DROP TRIGGER project_organisation_renamed ON organisation;
      DROP TRIGGER project_owner_renamed ON person;
      DROP TRIGGER project_search ON project;
      DROP FUNCTION project_organisation_renamed, project_owner_renamed, project_search;
      DROP INDEX project_search;
      ALTER TABLE project DROP COLUMN title_terms, DROP COLUMN search_terms;
      CREATE INDEX project_words ON project
        USING gin ((title_zh || ' ' || title_en || ' ' || summary_zh) gin_trgm_ops);
      DROP TABLE search_label;
      DROP FUNCTION search_query, search_terms, search_pinyin, search_lexemes, search_words;
      DROP TABLE search_reading;
    `);
  }
}

/** Characters whose other reading stands in names and titles as well: 成都 and 都市, 重庆 and 重载. */
const SECOND_READINGS: Record<string, string> = {
  ...{ 都: 'du', 长: 'zhang', 重: 'chong', 行: 'hang', 乐: 'yue', 传: 'zhuan', 调: 'tiao', 藏: 'zang', 降: 'xiang' },
  ...{ 角: 'jue', 觉: 'jiao', 会: 'kuai', 单: 'shan', 厦: 'xia', 率: 'shuai', 朝: 'zhao', 弹: 'tan', 便: 'pian' },
  ...{ 参: 'shen', 差: 'chai', 曾: 'ceng', 仇: 'qiu', 解: 'xie', 区: 'ou', 盛: 'cheng', 宿: 'xiu', 校: 'jiao' },
  ...{ 血: 'xie', 给: 'ji', 贾: 'gu', 壳: 'qiao', 模: 'mu', 屏: 'bing', 强: 'jiang', 色: 'shai', 载: 'zai' },
  ...{ 粘: 'nian', 柏: 'bo', 薄: 'bao', 堡: 'pu', 车: 'ju', 查: 'zha', 翟: 'di', 大: 'dai', 绿: 'lu', 露: 'lou' },
  ...{ 纤: 'qian', 轧: 'ya', 还: 'huan', 种: 'chong', 尉: 'yu', 殷: 'yan', 石: 'dan', 削: 'xue', 番: 'pan' },
};

/** Chinese characters with their first and second reading, without tones; ü is v, as it is typed. */
async function readings(): Promise<[characters: string[], firsts: string[], seconds: (string | null)[]]> {
  const { pinyin } = await import('pinyin-pro');
  const all = Array.from({ length: 0x9fff - 0x3400 + 1 }, (_, at) => String.fromCodePoint(0x3400 + at));
  const known = all
    .map((character) => ({ character, first: pinyin(character, { toneType: 'none', v: true }) }))
    .filter(({ first }) => /^[a-z]+$/.test(first));
  return [
    known.map(({ character }) => character),
    known.map(({ first }) => first),
    known.map(({ character }) => SECOND_READINGS[character] ?? null),
  ];
}

/** `pg_c_utf8` knows all of Unicode, whatever the installation's locale. Names are qualified for index and restore. */
const ANALYSIS = `
  CREATE TABLE search_reading (character text PRIMARY KEY, first text NOT NULL, second text);
  REVOKE INSERT, UPDATE, DELETE ON search_reading FROM everexpo_app;

  -- The words of a text in small letters (NFKC: full width is half width): runs of Chinese characters, and of letters
  -- and digits.
  CREATE FUNCTION search_words(written text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(word), '{}') FROM regexp_split_to_table(
      regexp_replace(lower(normalize(written, NFKC) COLLATE pg_c_utf8), '([\\u3400-\\u9fff]+)', ' \\1 ', 'g'),
      '[^[:alnum:]]+') AS word WHERE word <> ''
  $$;

  -- What a text is found by: its words; of a run of Chinese characters each two that follow each other, and the last.
  CREATE FUNCTION search_lexemes(written text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 2000 AS $$
  DECLARE
    found text[] := '{}';
    word text;
    letters text[];
  BEGIN
    FOREACH word IN ARRAY public.search_words(written) LOOP
      IF word ~ '^[\\u3400-\\u9fff]' THEN
        letters := string_to_array(word, NULL);
        FOR i IN 1 .. cardinality(letters) LOOP
          found := found || (letters[i] || coalesce(letters[i + 1], ''));
        END LOOP;
      ELSE
        found := found || left(word, 60);
      END IF;
    END LOOP;
    RETURN found;
  END $$;

  -- From each Chinese character on, how it and the next seven are spelt, and their initials; both begin with ~. Where
  -- characters have two readings, all spellings of them, eight at most.
  CREATE FUNCTION search_pinyin(written text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 5000 AS $$
  DECLARE
    found text[] := '{}';
    word text;
    firsts text[];
    seconds text[];
    initials text[];
    last int;
    spelt text[];
    short text[];
  BEGIN
    FOREACH word IN ARRAY public.search_words(written) LOOP
      CONTINUE WHEN word !~ '^[\\u3400-\\u9fff]';
      SELECT array_agg(coalesce(r.first, '') ORDER BY place), array_agg(coalesce(r.second, '') ORDER BY place),
          array_agg(coalesce(left(r.first, 1), '') ORDER BY place)
        INTO firsts, seconds, initials
        FROM unnest(string_to_array(word, NULL)) WITH ORDINALITY AS c(letter, place)
        LEFT JOIN public.search_reading r ON r.character = c.letter;
      FOR i IN 1 .. cardinality(firsts) LOOP
        CONTINUE WHEN firsts[i] = '';
        last := least(i + 7, cardinality(firsts));
        IF array_to_string(seconds[i:last], '') = '' THEN
          found := found || ('~' || array_to_string(firsts[i:last], ''))
            || ('~' || array_to_string(initials[i:last], ''));
          CONTINUE;
        END IF;
        spelt := '{~}';
        short := '{~}';
        FOR k IN i .. last LOOP
          IF seconds[k] = '' OR cardinality(spelt) >= 8 THEN
            SELECT array_agg(s || firsts[k]) INTO spelt FROM unnest(spelt) s;
            SELECT array_agg(s || initials[k]) INTO short FROM unnest(short) s;
          ELSE
            SELECT array_agg(s || r) INTO spelt FROM unnest(spelt) s, unnest(ARRAY[firsts[k], seconds[k]]) r;
            SELECT array_agg(DISTINCT s || left(r, 1)) INTO short
              FROM unnest(short) s, unnest(ARRAY[firsts[k], seconds[k]]) r;
          END IF;
        END LOOP;
        found := found || spelt || short;
      END LOOP;
    END LOOP;
    RETURN found;
  END $$;

  -- Names in both languages, with the Chinese one as it is spelt.
  CREATE FUNCTION search_terms(zh text, en text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    COST 10000 AS $$
  BEGIN
    RETURN array_to_tsvector(public.search_lexemes(concat_ws(' ', zh, en)) || public.search_pinyin(zh));
  END $$;
`;

/** What is typed, as a condition on lexemes. */
const QUERY = `
  -- match: exact, whole words; partial, also what begins so, and pinyin; any, one of the words partly. Null for a text
  -- without a word, which finds nothing.
  CREATE FUNCTION search_query(typed text, match text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
  DECLARE
    parts text[] := '{}';
    word text;
  BEGIN
    FOREACH word IN ARRAY public.search_words(typed) LOOP
      parts := parts || CASE
        WHEN word ~ '^[\\u3400-\\u9fff]$' THEN format('''%s'':*', word)
        WHEN word ~ '^[\\u3400-\\u9fff]' THEN (
          SELECT '(' || string_agg(format('''%s''', substr(word, i, 2)), ' & ') || ')'
          FROM generate_series(1, length(word) - 1) i)
        WHEN match = 'exact' THEN format('''%s''', left(word, 60))
        WHEN word ~ '^[a-z]{2,}$' THEN format('(''%1$s'':* | ''~%1$s'':*)', left(word, 60))
        ELSE format('''%s'':*', left(word, 60))
      END;
    END LOOP;
    RETURN nullif(array_to_string(parts, CASE match WHEN 'any' THEN ' | ' ELSE ' & ' END), '')::tsquery;
  END $$;
`;

const PROJECTS = `
  ALTER TABLE project
    ADD COLUMN title_terms tsvector NOT NULL DEFAULT '',
    ADD COLUMN search_terms tsvector NOT NULL DEFAULT '';

  CREATE FUNCTION project_search() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
  DECLARE
    names tsvector;
  BEGIN
    NEW.title_terms := search_terms(NEW.title_zh, NEW.title_en);
    SELECT search_terms(concat_ws(' ', p.name, o.name_zh), concat_ws(' ', p.name_en, o.name_en)) INTO names
      FROM person p, organisation o WHERE p.id = NEW.owner_id AND o.id = NEW.organisation_id;
    NEW.search_terms := NEW.title_terms || coalesce(names, '')
      || array_to_tsvector(search_lexemes(
        concat_ws(' ', NEW.summary_zh, NEW.summary_en, NEW.seeks_zh, NEW.seeks_en, NEW.code)))
      || coalesce((SELECT search_terms(string_agg(l.label_zh, ' '), string_agg(l.label_en, ' ')) FROM search_label l
        WHERE l.code IN (NEW.city, NEW.field, NEW.track)), '');
    RETURN NEW;
  END $$;
  CREATE TRIGGER project_search BEFORE INSERT OR UPDATE OF code, title_zh, title_en, summary_zh, summary_en, seeks_zh,
    seeks_en, city, field, track, owner_id, organisation_id ON project
    FOR EACH ROW EXECUTE FUNCTION project_search();
  UPDATE project SET owner_id = owner_id;

  CREATE FUNCTION project_owner_renamed() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
  BEGIN
    UPDATE project SET owner_id = owner_id WHERE owner_id = NEW.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER project_owner_renamed AFTER UPDATE OF name, name_en ON person FOR EACH ROW
    WHEN ((OLD.name, OLD.name_en) IS DISTINCT FROM (NEW.name, NEW.name_en))
    EXECUTE FUNCTION project_owner_renamed();
  CREATE FUNCTION project_organisation_renamed() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
  BEGIN
    UPDATE project SET organisation_id = organisation_id WHERE organisation_id = NEW.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER project_organisation_renamed AFTER UPDATE OF name_zh, name_en ON organisation FOR EACH ROW
    WHEN ((OLD.name_zh, OLD.name_en) IS DISTINCT FROM (NEW.name_zh, NEW.name_en))
    EXECUTE FUNCTION project_organisation_renamed();

  DROP INDEX project_words;
  CREATE INDEX project_search ON project USING gin (search_terms) WITH (fastupdate = off);
`;

const NAMES = `
  CREATE INDEX person_search ON person USING gin (search_terms(name, name_en));
  CREATE INDEX organisation_search ON organisation USING gin (search_terms(name_zh, name_en));
  CREATE INDEX session_search ON session USING gin (search_terms(title_zh || ' ' || code, title_en));
  CREATE INDEX room_search ON room
    USING gin (search_terms(venue_zh || ' ' || name_zh, venue_en || ' ' || name_en));
  CREATE INDEX agreement_search ON agreement USING gin (search_terms(title, number)) WHERE number IS NOT NULL;
  CREATE INDEX agreement_party_search ON agreement_party USING gin (search_terms(organisation, ''));
`;
