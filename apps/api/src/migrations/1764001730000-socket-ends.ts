import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every node hears at once whose sign-in, roles or admission to a session have changed, whoever changed them. */
export class SocketEnds1764001730000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION tell_sign_in_ended() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('everexpo_sign_in_ended', OLD.id::text);
        RETURN NULL;
      END $$;
      CREATE TRIGGER auth_session_ended AFTER DELETE ON auth_session FOR EACH ROW EXECUTE FUNCTION tell_sign_in_ended();
      CREATE TRIGGER auth_session_shortened AFTER UPDATE OF expires_at ON auth_session
        FOR EACH ROW WHEN (NEW.expires_at < OLD.expires_at) EXECUTE FUNCTION tell_sign_in_ended();

      CREATE FUNCTION tell_roles_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        whose uuid := coalesce(NEW.person_id, OLD.person_id);
      BEGIN
        -- Who is not signed in has no sockets.
        IF EXISTS (SELECT 1 FROM auth_session WHERE person_id = whose) THEN
          PERFORM pg_notify('everexpo_roles_changed', whose::text);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER person_role_changed AFTER INSERT OR UPDATE OR DELETE ON person_role
        FOR EACH ROW EXECUTE FUNCTION tell_roles_changed();

      CREATE FUNCTION tell_ban_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('everexpo_ban_changed',
          concat_ws(' ', coalesce(NEW.session_id, OLD.session_id), coalesce(NEW.person_id, OLD.person_id),
            lower(TG_OP)));
        RETURN NULL;
      END $$;
      CREATE TRIGGER stage_ban_changed AFTER INSERT OR DELETE ON stage_ban
        FOR EACH ROW EXECUTE FUNCTION tell_ban_changed();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER stage_ban_changed ON stage_ban;
      DROP TRIGGER person_role_changed ON person_role;
      DROP TRIGGER auth_session_shortened ON auth_session;
      DROP TRIGGER auth_session_ended ON auth_session;
      DROP FUNCTION tell_ban_changed, tell_roles_changed, tell_sign_in_ended;
    `);
  }
}
