package io.docket.processor;

/// What the database knows of its tables and views.
final class Catalog {
    /// Everything about the tables and views but their rows and oids.
    static final String EVERYTHING = """
            SELECT 'table ' || c.oid::regclass || E'\n' || docket.projection_shape(c.oid) FROM pg_class c
            WHERE c.relnamespace = 'docket'::regnamespace AND c.relkind IN ('r', 'p')
            UNION ALL
            SELECT format('view %s %s %s %s %s %s', c.oid::regclass, c.relowner::regrole, c.reloptions,
                          pg_get_viewdef(c.oid), obj_description(c.oid, 'pg_class'),
                          (SELECT string_agg(g::text, ' ' ORDER BY g::text) FROM aclexplode(c.relacl) g))
            FROM pg_class c WHERE c.relkind = 'v' AND c.relnamespace = 'report'::regnamespace
            UNION ALL
            SELECT format('index %s %s', i.indexrelid::regclass, pg_get_indexdef(i.indexrelid))
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'docket'::regnamespace
            UNION ALL
            SELECT format('policy %s', p) FROM pg_policies p
            UNION ALL
            SELECT format('schema %s', nspname) FROM pg_namespace WHERE nspname LIKE 'docket%'
            ORDER BY 1
            """;

    private Catalog() {}
}
