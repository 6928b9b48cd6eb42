-- Projections anew from the event log, in a schema beside the live one, and the switch from the one to the other. What
-- the new tables are like is read from the live ones, so a column, an index or a policy that a later migration adds is
-- rebuilt with them; what is not understood makes the switch fail, and the live tables stay.
-- Owned by docket_owner, because the role docket owns no table.

-- Everything about a table but its rows, by names that do not depend on its schema.
CREATE FUNCTION docket.projection_shape(relation regclass) RETURNS text
    LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
SELECT string_agg(replace(replace(line, 'docket_rebuild.', ''), 'docket.', ''), E'\n' ORDER BY line)
FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace
         CROSS JOIN LATERAL (
    SELECT format('table owner %s, persistence %s, options %s, row security %s %s, identity %s, tablespace %s, method %s, comment %s',
                  c.relowner::regrole, c.relpersistence, c.reloptions, c.relrowsecurity, c.relforcerowsecurity,
                  c.relreplident, c.reltablespace, c.relam, obj_description(c.oid, 'pg_class'))
    UNION ALL
    SELECT format('column %s %s %s, not null %s, default %s, %s %s, storage %s%s, statistics %s, options %s, collation %s, comment %s',
                  row_number() OVER (ORDER BY a.attnum), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                  pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attstorage, a.attcompression,
                  a.attstattarget, a.attoptions, a.attcollation::regcollation, col_description(c.oid, a.attnum))
    FROM pg_attribute a
             LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT format('grant %s to %s by %s, grantable %s', g.privilege_type, g.grantee, g.grantor, g.is_grantable)
    FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) g
    UNION ALL
    SELECT format('grant %s (%s) to %s by %s, grantable %s', g.privilege_type, a.attname, g.grantee, g.grantor, g.is_grantable)
    FROM pg_attribute a CROSS JOIN aclexplode(a.attacl) g
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT format('constraint %s %s, comment %s', con.conname, pg_get_constraintdef(con.oid), obj_description(con.oid, 'pg_constraint'))
    FROM pg_constraint con
    WHERE con.conrelid = c.oid
    UNION ALL
    SELECT format('foreign key to it: %s', con.conrelid::regclass)
    FROM pg_constraint con
    WHERE con.confrelid = c.oid
    UNION ALL
    SELECT format('index %s, valid %s, clustered %s, identity %s, tablespace %s, comment %s', pg_get_indexdef(i.indexrelid),
                  i.indisvalid, i.indisclustered, i.indisreplident, ic.reltablespace, obj_description(ic.oid, 'pg_class'))
    FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
    WHERE i.indrelid = c.oid
    UNION ALL
    SELECT format('trigger %s, enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
    FROM pg_trigger t
    WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
    UNION ALL
    SELECT format('policy %s %s for %s to %s using %s check %s', p.policyname, p.permissive, p.cmd, p.roles, p.qual, p.with_check)
    FROM pg_policies p
    WHERE p.schemaname = n.nspname AND p.tablename = c.relname
    UNION ALL
    SELECT format('statistics %s', pg_get_statisticsobjdef(s.oid)) FROM pg_statistic_ext s WHERE s.stxrelid = c.oid
    UNION ALL
    SELECT format('publication %s', p.prpubid) FROM pg_publication_rel p WHERE p.prrelid = c.oid
    UNION ALL
    SELECT format('inherits %s', i.inhparent) FROM pg_inherits i WHERE i.inhrelid = c.oid
    ) AS shape (line)
WHERE c.oid = relation
$$;

-- The tables that are the fold of the event log. The vault is an authority, and what is still to be sent (fan-outs,
-- unlocks) is work, not history: neither is among them.
CREATE FUNCTION docket.projections() RETURNS text[]
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog
    RETURN ARRAY ['supervision', 'ticket', 'product', 'seller', 'deadline'];

CREATE FUNCTION docket.rebuild_drop() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    DROP SCHEMA IF EXISTS docket_rebuild CASCADE;
END
$$;

-- Empty tables without indexes, so that loading them is quick.
CREATE FUNCTION docket.rebuild_begin() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    name text;
    with_options text;
BEGIN
    PERFORM docket.rebuild_drop();
    CREATE SCHEMA docket_rebuild;
    COMMENT ON SCHEMA docket_rebuild IS 'What a rebuild has made so far. May be dropped when none is running.';
    GRANT USAGE ON SCHEMA docket_rebuild TO docket;
    FOREACH name IN ARRAY docket.projections() LOOP
        SELECT 'WITH (' || array_to_string(reloptions, ', ') || ')' INTO with_options
        FROM pg_class WHERE oid = format('docket.%I', name)::regclass;
        EXECUTE format('CREATE TABLE docket_rebuild.%1$I (LIKE docket.%1$I INCLUDING DEFAULTS INCLUDING CONSTRAINTS '
                       'INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE INCLUDING COMPRESSION) %2$s',
                       name, with_options);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON docket_rebuild.%I TO docket', name);
    END LOOP;
END
$$;

-- What makes a loaded table like the live one: keys, indexes, triggers, row-level security, grants, comments.
CREATE FUNCTION docket.rebuild_complete(name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    live regclass;
    new_name text := format('docket_rebuild.%I', name);
    made record;
BEGIN
    IF name <> ALL (docket.projections()) THEN
        RAISE EXCEPTION 'Expected a projection, but % is none', name;
    END IF;
    live := format('docket.%I', name)::regclass;
    FOR made IN
        SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', new_name, conname, pg_get_constraintdef(oid)) AS statement
        FROM pg_constraint WHERE conrelid = live AND contype IN ('p', 'u') ORDER BY contype, conname
    LOOP
        EXECUTE made.statement;
    END LOOP;
    FOR made IN
        SELECT replace(pg_get_indexdef(indexrelid), format(' ON docket.%I ', name), format(' ON %s ', new_name)) AS statement
        FROM pg_index WHERE indrelid = live AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
        ORDER BY indexrelid::regclass::text
    LOOP
        EXECUTE made.statement;
    END LOOP;
    FOR made IN
        SELECT replace(pg_get_triggerdef(oid), format(' ON docket.%I ', name), format(' ON %s ', new_name)) AS statement
        FROM pg_trigger WHERE tgrelid = live AND NOT tgisinternal
    LOOP
        EXECUTE made.statement;
    END LOOP;
    FOR made IN
        SELECT format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', policyname, new_name, permissive, cmd,
                      (SELECT string_agg(CASE role WHEN 'public' THEN 'PUBLIC' ELSE quote_ident(role) END, ', ')
                       FROM unnest(roles) AS role))
                   || coalesce(' USING (' || qual || ')', '') || coalesce(' WITH CHECK (' || with_check || ')', '') AS statement
        FROM pg_policies WHERE schemaname = 'docket' AND tablename = name
        UNION ALL
        SELECT format('ALTER TABLE %s %s ROW LEVEL SECURITY', new_name, word)
        FROM pg_class c CROSS JOIN LATERAL (VALUES ('ENABLE', c.relrowsecurity), ('FORCE', c.relforcerowsecurity)) AS w (word, wanted)
        WHERE c.oid = live AND wanted
        UNION ALL
        SELECT format('GRANT %s ON %s TO %s', g.privilege_type, new_name, CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END)
               || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
        FROM pg_class c CROSS JOIN aclexplode(c.relacl) g
        WHERE c.oid = live AND g.grantee <> c.relowner
        UNION ALL
        SELECT format('GRANT %s (%I) ON %s TO %s', g.privilege_type, a.attname, new_name, CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END)
               || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
        FROM pg_attribute a CROSS JOIN aclexplode(a.attacl) g
        WHERE a.attrelid = live AND NOT a.attisdropped
        UNION ALL
        SELECT format('COMMENT ON TABLE %s IS %L', new_name, obj_description(live, 'pg_class'))
        UNION ALL
        SELECT format('COMMENT ON COLUMN %s.%I IS %L', new_name, attname, col_description(live, attnum))
        FROM pg_attribute
        WHERE attrelid = live AND attnum > 0 AND NOT attisdropped AND col_description(live, attnum) IS NOT NULL
        UNION ALL
        SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, new_name, obj_description(oid, 'pg_constraint'))
        FROM pg_constraint WHERE conrelid = live AND obj_description(oid, 'pg_constraint') IS NOT NULL
        UNION ALL
        SELECT format('COMMENT ON INDEX docket_rebuild.%I IS %L', c.relname, obj_description(c.oid, 'pg_class'))
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = live AND obj_description(c.oid, 'pg_class') IS NOT NULL
        UNION ALL
        SELECT format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', new_name, attname, attstattarget)
        FROM pg_attribute WHERE attrelid = live AND attnum > 0 AND NOT attisdropped AND attstattarget >= 0
    LOOP
        EXECUTE made.statement;
    END LOOP;
    EXECUTE format('ANALYZE %s', new_name);
END
$$;

-- In one transaction, whose caller has locked progress before, so that nothing is decided meanwhile. Views first: who
-- waits for a table holds its view already.
CREATE FUNCTION docket.rebuild_switch() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    name text;
    live_shape text;
    new_shape text;
    view record;
    views text[] := '{}';
    definition text;
BEGIN
    FOR view IN
        SELECT DISTINCT c.oid, n.nspname, c.relname, c.relowner, c.reloptions
        FROM pg_depend d
                 JOIN pg_rewrite r ON r.oid = d.objid
                 JOIN pg_class c ON c.oid = r.ev_class
                 JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND c.relkind = 'v'
          AND d.refobjid IN (SELECT format('docket.%I', p)::regclass FROM unnest(docket.projections()) AS p)
        ORDER BY n.nspname, c.relname
    LOOP
        -- Changes nothing but takes the view's lock, and only the view's.
        EXECUTE format('ALTER VIEW %I.%I OWNER TO %s', view.nspname, view.relname, view.relowner::regrole);
        definition := pg_get_viewdef(view.oid);
        views := views || format('CREATE OR REPLACE VIEW %I.%I %s AS %s', view.nspname, view.relname,
                                 'WITH (' || array_to_string(view.reloptions, ', ') || ')', definition);
    END LOOP;
    FOREACH name IN ARRAY docket.projections() LOOP
        EXECUTE format('LOCK TABLE docket.%I, docket_rebuild.%1$I IN ACCESS EXCLUSIVE MODE', name);
    END LOOP;
    FOREACH name IN ARRAY docket.projections() LOOP
        live_shape := docket.projection_shape(format('docket.%I', name)::regclass);
        new_shape := docket.projection_shape(format('docket_rebuild.%I', name)::regclass);
        IF live_shape IS DISTINCT FROM new_shape THEN
            RAISE EXCEPTION 'Expected the rebuilt table % to be like the live one, but it differs', name
                USING DETAIL = (SELECT string_agg(side || line, E'\n')
                                FROM ((SELECT 'live: ' AS side, string_to_table(live_shape, E'\n') AS line
                                       EXCEPT ALL SELECT 'live: ', string_to_table(new_shape, E'\n'))
                                      UNION ALL
                                      (SELECT 'rebuilt: ', string_to_table(new_shape, E'\n')
                                       EXCEPT ALL SELECT 'rebuilt: ', string_to_table(live_shape, E'\n'))) AS difference),
                      HINT = 'Another version of Docket may have changed it meanwhile: rebuild again.';
        END IF;
    END LOOP;
    -- That a deadline was sent stands in its row alone. Only due ones are ever sent.
    UPDATE docket_rebuild.deadline r
    SET attempts = l.attempts, sent_partition = l.sent_partition, sent_generation = l.sent_generation,
        sent_offset = l.sent_offset, claimed_until = l.claimed_until
    FROM docket.deadline l
    WHERE l.aggregate_id = r.aggregate_id AND l.kind = r.kind AND l.aggregate_type = r.aggregate_type
      AND l.due_at = r.due_at AND l.due_at <= clock_timestamp()
      AND (l.attempts > 0 OR l.claimed_until > '-infinity');
    CREATE SCHEMA docket_replaced;
    FOREACH name IN ARRAY docket.projections() LOOP
        EXECUTE format('ALTER TABLE docket.%I SET SCHEMA docket_replaced', name);
        EXECUTE format('ALTER TABLE docket_rebuild.%I SET SCHEMA docket', name);
    END LOOP;
    FOREACH definition IN ARRAY views LOOP
        EXECUTE replace(definition, ' WITH () ', ' ');
    END LOOP;
    -- Without CASCADE: whatever still hangs on a replaced table makes the whole switch fail.
    FOREACH name IN ARRAY docket.projections() LOOP
        EXECUTE format('DROP TABLE docket_replaced.%I', name);
    END LOOP;
    DROP SCHEMA docket_replaced;
    DROP SCHEMA docket_rebuild;
END
$$;

REVOKE EXECUTE ON FUNCTION docket.projection_shape(regclass), docket.projections(), docket.rebuild_drop(),
    docket.rebuild_begin(), docket.rebuild_complete(text), docket.rebuild_switch() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION docket.projection_shape(regclass), docket.projections(), docket.rebuild_drop(),
    docket.rebuild_begin(), docket.rebuild_complete(text), docket.rebuild_switch() TO docket;
