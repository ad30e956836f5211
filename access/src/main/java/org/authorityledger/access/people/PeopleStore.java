package org.authorityledger.access.people;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The tables of the schema {@code access}. */
final class PeopleStore {

    private static final String PERSON = "select username, name, password, roles, must_change, disabled, scope, revision, issuer, subject, claimed_at from access.person ";
    private static final String KEY = "select key_id, username, name, hash, roles, made_at, expires_at, revoked_at, last_used_at from access.api_key ";

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final TransactionTemplate writing;
    private final JsonMapper json;

    PeopleStore(JdbcClient jdbc, TransactionTemplate reading, TransactionTemplate writing, JsonMapper json) {
        this.jdbc = jdbc;
        this.reading = reading;
        this.writing = writing;
        this.json = json;
    }

    /** A key with the digest of its secret. */
    record StoredKey(ApiKey key, byte[] hash) {}

    /**
     * All people, and the keys that may still be good.
     *
     * @param change the last change that it has seen
     * @param people by username
     * @param outside those who come from a provider
     */
    record Snapshot(long change, Map<String, Person> people, Map<Outside.Id, Person> outside, Map<UUID, StoredKey> keys) {

        static final Snapshot NONE = new Snapshot(-1, Map.of(), Map.of(), Map.of());
    }

    long lastChange() {
        return jdbc.sql("select coalesce(max(change_id), 0) from access.change").query(Long.class).single();
    }

    Snapshot read() {
        return Objects.requireNonNull(reading.execute(status -> {
            long change = lastChange();
            Map<String, Person> people = new HashMap<>();
            Map<Outside.Id, Person> outside = new HashMap<>();
            for (Person one : jdbc.sql(PERSON).query(PeopleStore::person).list()) {
                people.put(one.username(), one);
                if (one.origin() != null) {
                    outside.put(one.origin().id(), one);
                }
            }
            Map<UUID, StoredKey> keys = new HashMap<>();
            jdbc.sql(KEY + "where revoked_at is null and expires_at > now()").query(PeopleStore::key).list()
                    .forEach(one -> keys.put(one.key().keyId(), one));
            return new Snapshot(change, Map.copyOf(people), Map.copyOf(outside), Map.copyOf(keys));
        }));
    }

    /** Changes something while no one else does: changes become visible in the order of their ids. */
    <T> T alone(Supplier<T> change) {
        return Objects.requireNonNull(writing.execute(status -> {
            jdbc.sql("lock table access.person in exclusive mode").update();
            return change.get();
        }));
    }

    List<Person> people() {
        return jdbc.sql(PERSON + "order by username").query(PeopleStore::person).list();
    }

    @Nullable
    Person find(String username) {
        return jdbc.sql(PERSON + "where username = :username").param("username", username).query(PeopleStore::person).optional()
                .orElse(null);
    }

    @Nullable
    Person find(Outside.Id id) {
        return jdbc.sql(PERSON + "where issuer = :issuer and subject = :subject").param("issuer", id.issuer())
                .param("subject", id.subject()).query(PeopleStore::person).optional().orElse(null);
    }

    void insert(Person person) {
        jdbc.sql(
                """
                        insert into access.person (username, name, password, roles, must_change, disabled, scope, revision, issuer, subject, claimed_at)
                        values (:username, :name, :password, :roles, :mustChange, :disabled, :scope, :revision, :issuer, :subject, :claimedAt)
                        """)
                .params(fields(person)).update();
    }

    void update(Person person) {
        jdbc.sql("""
                update access.person set name = :name, password = :password, roles = :roles, must_change = :mustChange,
                  disabled = :disabled, scope = :scope, revision = :revision, claimed_at = :claimedAt
                where username = :username
                """).params(fields(person)).update();
    }

    private static Map<String, @Nullable Object> fields(Person person) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("username", person.username());
        fields.put("name", person.name());
        fields.put("password", person.password());
        fields.put("roles", person.roles().toArray(String[]::new));
        fields.put("mustChange", person.mustChange());
        fields.put("disabled", person.disabled());
        fields.put("scope", person.scope() == null ? null : person.scope().toArray(String[]::new));
        fields.put("revision", person.revision());
        Person.Origin origin = person.origin();
        fields.put("issuer", origin == null ? null : origin.id().issuer());
        fields.put("subject", origin == null ? null : origin.id().subject());
        fields.put("claimedAt", origin == null ? null : utc(origin.claimedAt()));
        return fields;
    }

    List<ApiKey> keys(String username) {
        return jdbc.sql(KEY + "where username = :username order by made_at desc, key_id").param("username", username)
                .query(PeopleStore::key).list().stream().map(StoredKey::key).toList();
    }

    void insert(ApiKey key, byte[] hash) {
        jdbc.sql("""
                insert into access.api_key (key_id, username, name, hash, roles, made_at, expires_at)
                values (:id, :username, :name, :hash, :roles, :madeAt, :expiresAt)
                """).param("id", key.keyId()).param("username", key.username()).param("name", key.name()).param("hash", hash)
                .param("roles", key.roles().toArray(String[]::new)).param("madeAt", utc(key.madeAt()))
                .param("expiresAt", utc(key.expiresAt())).update();
    }

    boolean revoke(String username, UUID keyId) {
        return jdbc.sql("""
                update access.api_key set revoked_at = clock_timestamp()
                where username = :username and key_id = :id and revoked_at is null
                """).param("username", username).param("id", keyId).update() > 0;
    }

    void used(Map<UUID, Instant> lastUses) {
        lastUses.forEach((id, at) -> jdbc.sql("update access.api_key set last_used_at = :at where key_id = :id").param("at", utc(at))
                .param("id", id).update());
    }

    void record(Changer changer, PersonChange.What what, String username, Map<String, ?> detail) {
        jdbc.sql("""
                insert into access.change (changed_by, source_address, correlation_id, what, username, detail)
                values (:by, :address, :correlation, :what, :username, :detail::json)
                """).param("by", changer.username()).param("address", changer.sourceAddress())
                .param("correlation", changer.correlationId()).param("what", what.name()).param("username", username)
                .param("detail", json.writeValueAsString(detail)).update();
    }

    /** The changes, newest first. */
    List<PersonChange> changes(@Nullable String username, long before, int most) {
        return jdbc.sql("""
                select * from access.change where change_id < :before and (:username::text is null or username = :username)
                order by change_id desc limit :most
                """).param("before", before).param("username", username).param("most", most)
                .query((row, n) -> new PersonChange(row.getLong("change_id"), instant(row, "changed_at"), row.getString("changed_by"),
                        row.getString("source_address"), row.getString("correlation_id"),
                        PersonChange.What.valueOf(row.getString("what")), row.getString("username"),
                        json.readTree(row.getString("detail"))))
                .list();
    }

    private static Person person(ResultSet row, int n) throws SQLException {
        return new Person(row.getString("username"), row.getString("name"), row.getString("password"), texts(row.getArray("roles")),
                row.getBoolean("must_change"), row.getBoolean("disabled"),
                row.getArray("scope") == null ? null : texts(row.getArray("scope")), row.getLong("revision"), origin(row));
    }

    private static Person.@Nullable Origin origin(ResultSet row) throws SQLException {
        String issuer = row.getString("issuer");
        return issuer == null
                ? null
                : new Person.Origin(new Outside.Id(issuer, row.getString("subject")), instant(row, "claimed_at"));
    }

    private static StoredKey key(ResultSet row, int n) throws SQLException {
        OffsetDateTime revoked = row.getObject("revoked_at", OffsetDateTime.class);
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return new StoredKey(
                new ApiKey(row.getObject("key_id", UUID.class), row.getString("username"), row.getString("name"),
                        texts(row.getArray("roles")), instant(row, "made_at"), instant(row, "expires_at"),
                        revoked == null ? null : revoked.toInstant(), used == null ? null : used.toInstant()),
                row.getBytes("hash"));
    }

    private static Set<String> texts(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
