package org.authorityledger.access.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.authorityledger.events.IssuerId;
import org.authorityledger.http.Limit;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.authorityledger.store.Worker;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.TransactionException;

/**
 * Who may sign in, and what with. Answers from memory; what is changed is written first, and every node sees it within
 * {@link #LOOKS_EVERY}. While the database is away, a node goes on with what it knew.
 */
public final class People implements AutoCloseable {

    static final Duration LOOKS_EVERY = Duration.ofMillis(250);
    /** How long a key may be good. */
    static final int MOST_DAYS_OF_A_KEY = 366;
    private static final int USUAL_DAYS_OF_A_KEY = 90;

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");
    private static final Pattern KEY_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
    private static final String KEY_PREFIX = "alk_";
    private static final int SECRET_BYTES = 32;
    private static final int FIRST_PASSWORD_BYTES = 15;
    private static final int SHORTEST_PASSWORD = 12;
    /** What bcrypt reads of a password. */
    private static final int LONGEST_PASSWORD_BYTES = 72;

    private final PeopleStore store;
    private final PasswordEncoder encoder;
    private final CompromisedPasswordChecker knownPasswords;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Instant> lastUses = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> unwritten = new ConcurrentHashMap<>();
    private final Worker watch;
    private volatile PeopleStore.Snapshot known = PeopleStore.Snapshot.NONE;

    People(PeopleStore store, PasswordEncoder encoder, CompromisedPasswordChecker knownPasswords, Clock clock) {
        this.store = store;
        this.encoder = encoder;
        this.knownPasswords = knownPasswords;
        this.clock = clock;
        this.watch = new Worker("people-watch", LOOKS_EVERY, this::look);
    }

    /** Reads everyone, and goes on looking for changes. */
    People start() {
        look();
        watch.start();
        return this;
    }

    /** The worker that looks for changes. */
    Worker watch() {
        return watch;
    }

    @Override
    public void close() {
        watch.close();
    }

    /** One after the other: an older reading must not take the place of a newer one. */
    private synchronized void look() {
        if (store.lastChange() != known.change()) {
            known = store.read();
        }
        if (!unwritten.isEmpty()) {
            Map<UUID, Instant> some = Map.copyOf(unwritten);
            store.used(some);
            some.forEach(unwritten::remove);
        }
    }

    /** A person who may sign in, disabled or not; null: no one has this name. */
    public @Nullable Person find(String username) {
        return known.people().get(username.toLowerCase(Locale.ROOT));
    }

    /**
     * People as Spring Security reads them.
     *
     * @param builtIn the password of the built-in user, encoded
     */
    public UserDetailsService users(String builtIn) {
        return username -> {
            Person found = find(username);
            // As if they were not there: the time that the answer takes tells nothing about an account.
            if (found == null || found.disabled() || found.origin() != null) {
                throw new UsernameNotFoundException("there is no such person, they are disabled, or they have no password here");
            }
            return new SignedIn(found, found.password() == null ? builtIn : found.password());
        };
    }

    /**
     * The key that a program brought.
     *
     * @param owner whose it is, as they are now
     * @param roles those of the key that its owner still has
     * @param scope of the key and its owner together; null: nothing narrows what it sees
     */
    record Bearer(ApiKey key, Person owner, Set<String> roles, @Nullable Set<String> scope) {

        /** As records and the access log name it. */
        String name() {
            return owner.username() + "/" + key.name();
        }
    }

    /** Who brings this token; null: it is of no key that is good now. */
    @Nullable
    Bearer bearer(String token) {
        PeopleStore.StoredKey found = found(token);
        if (found == null || !found.key().expiresAt().isAfter(clock.instant())) {
            return null;
        }
        ApiKey key = found.key();
        Person owner = known.people().get(key.username());
        if (owner == null || owner.disabled() || owner.mustChange()) {
            return null;
        }
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!minute.equals(lastUses.get(key.keyId()))) {
            lastUses.put(key.keyId(), minute);
            unwritten.put(key.keyId(), minute);
        }
        Set<String> roles = new TreeSet<>(key.roles());
        roles.retainAll(owner.roles());
        Set<String> scope = narrower(owner.scope(), key.scope());
        return scope != null && scope.isEmpty() ? null : new Bearer(key, owner, roles, scope);
    }

    /**
     * The roles of someone as records name them: of a person, or of a person's key those that both have.
     *
     * @param name such as {@code jane}, or {@code jane/import}; without roles where there is no such person or key
     */
    public Set<String> roles(String name) {
        String[] parts = name.split("/", 2);
        Person person = find(parts[0]);
        if (person == null || parts.length == 1) {
            return person == null ? Set.of() : person.roles();
        }
        Set<String> roles = new TreeSet<>();
        for (PeopleStore.StoredKey stored : known.keys().values()) {
            if (stored.key().username().equals(person.username()) && stored.key().name().equals(parts[1])) {
                roles.addAll(stored.key().roles());
            }
        }
        roles.retainAll(person.roles());
        return roles;
    }

    /**
     * Whether what someone submitted may still be recorded in their name: they may record now, and so may the key by which they submitted it, unless
     * it only came to its end.
     *
     * @param name as records name it: {@code jane}, or {@code jane/import}
     * @param at when it was submitted: a later key of the same name is another one
     */
    public boolean mayRecord(String name, Instant at) {
        String[] parts = name.split("/", 2);
        Person person = find(parts[0]);
        if (person == null || person.disabled() || person.scope() != null || !person.roles().contains(Roles.RECORDER)) {
            return false;
        }
        return parts.length == 1 || store.keys(person.username()).stream().anyMatch(key -> key.name().equals(parts[1])
                && key.revokedAt() == null && key.roles().contains(Roles.RECORDER) && !key.madeAt().isAfter(at));
    }

    /**
     * Whether two names may mean one human: they are equal, or one is of a provider and the other is not, and the provider calls them so too, perhaps
     * with a domain. Two people of one provider are two, and so are two local ones.
     *
     * @param one without a key, such as {@code jane}
     * @param other without a key, such as {@code corp:jane@example.com}
     */
    public boolean mayBeOne(String one, String other) {
        String first = one.toLowerCase(Locale.ROOT);
        String second = other.toLowerCase(Locale.ROOT);
        if (first.equals(second) || (first.indexOf(':') < 0) == (second.indexOf(':') < 0)) {
            return first.equals(second);
        }
        String local = first.indexOf(':') < 0 ? first : second;
        String outside = first.indexOf(':') < 0 ? second : first;
        // Whose name was taken got a number behind it.
        String base = outside.replaceFirst("-\\d+$", "");
        return alike(local, outside) || find(base) != null && alike(local, base);
    }

    private static boolean alike(String local, String outside) {
        String handle = outside.substring(outside.indexOf(':') + 1);
        return local.indexOf('@') >= 0 && handle.indexOf('@') >= 0
                ? local.equals(handle)
                : local.split("@", 2)[0].equals(handle.split("@", 2)[0]);
    }

    /** Who brings this token; null: it is of no key that is good now, or a scope narrows what its owner sees. */
    public @Nullable Caller caller(String token) {
        Bearer bearer = bearer(token);
        return bearer == null || bearer.scope() != null ? null : new Caller(bearer.name(), bearer.roles());
    }

    /** Whether a token is a key of this ledger, good or not: no token of a provider begins so. */
    public static boolean isKey(String token) {
        return token.startsWith(KEY_PREFIX);
    }

    /** What two scopes have in common; null: everything. */
    public static @Nullable Set<String> narrower(@Nullable Set<String> one, @Nullable Set<String> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return both;
    }

    private PeopleStore.@Nullable StoredKey found(String token) {
        int split = token.indexOf('_', KEY_PREFIX.length());
        if (!isKey(token) || split < 0) {
            return null;
        }
        try {
            PeopleStore.StoredKey key = known.keys().get(UUID.fromString(token.substring(KEY_PREFIX.length(), split)));
            return key != null && MessageDigest.isEqual(key.hash(), digest(token.substring(split + 1))) ? key : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The person whom a provider describes, as they are known now: made when they come for the first time, changed when a newer token says
     * otherwise. Who has no role gets no account. While the database is away, they are as they were known.
     *
     * @param sourceAddress where the token came from
     * @throws SignInRefused if they are disabled, or have no role
     */
    public Person recognize(Outside outside, @Nullable String sourceAddress) {
        Person person = known.outside().get(outside.id());
        if (person == null ? !outside.roles().isEmpty() : person.isOutdatedBy(outside)) {
            person = recorded(outside, sourceAddress, person);
        }
        if (person != null && person.disabled()) {
            throw new SignInRefused(HttpStatus.UNAUTHORIZED, "PERSON_DISABLED", "Your account in this ledger is disabled.", null);
        }
        if (person == null || person.roles().isEmpty()) {
            throw new SignInRefused(HttpStatus.FORBIDDEN, "NO_ROLE",
                    "You signed in, but have no role in this ledger. Ask those who give roles at your identity provider.", null);
        }
        return person;
    }

    private Person recorded(Outside outside, @Nullable String sourceAddress, @Nullable Person before) {
        try {
            Person recorded = store.alone(() -> {
                Person now = store.find(outside.id());
                Person after = now == null ? Person.from(outside, free(outside.username())) : now;
                if (now != null && !now.isOutdatedBy(outside)) {
                    return now;
                }
                Changer own = new Changer(after.username(), sourceAddress, RequestContext.correlationId());
                if (now == null) {
                    store.insert(after);
                    Map<String, Object> described = described(after);
                    described.put("issuer", outside.id().issuer());
                    described.put("subject", outside.id().subject());
                    store.record(own, PersonChange.What.PERSON_JOINED, after.username(), described);
                    if (after.scope() != null) {
                        recordScope(own, after);
                    }
                } else {
                    after = now.claimed(outside);
                    store.update(after);
                    if (!(now.name().equals(after.name()) && now.roles().equals(after.roles()))) {
                        store.record(own, PersonChange.What.CLAIMS_CHANGED, after.username(), described(after));
                    }
                    if (!Objects.equals(now.scope(), after.scope())) {
                        recordScope(own, after);
                    }
                }
                return after;
            });
            look();
            return recorded;
        } catch (DataAccessException | TransactionException e) {
            if (before == null) {
                throw new AuthenticationServiceException("the database is away", e);
            }
            return before;
        }
    }

    private void recordScope(Changer by, Person person) {
        store.record(by, PersonChange.What.SCOPE_CHANGED, person.username(),
                person.scope() == null ? Map.of() : Map.of("issuers", new TreeSet<>(person.scope())));
    }

    private String free(String username) {
        String free = username;
        for (int n = 2; store.find(free) != null; n++) {
            free = username + "-" + n;
        }
        return free;
    }

    /** All people, by username. */
    public List<Person> all() {
        return store.people();
    }

    /**
     * What was made, and the secret that is shown once.
     *
     * @param secret null: the caller knows it
     */
    public record Made<T>(T it, @Nullable String secret) {}

    /**
     * Makes a person.
     *
     * @param password the first one, which they must change; null: one is made
     */
    public Made<Person> make(Changer by, String username, String name, Set<String> roles, Scope scope, @Nullable String password) {
        if (!USERNAME.matcher(username).matches()) {
            throw Problem.malformed("userName", "must be 1 to 100 of the characters a-z, 0-9, . _ @ -, beginning with a letter or a digit");
        }
        requireName(name);
        requireRoles("roles", roles);
        requireIssuers(scope.issuers());
        requireOnlyAsking(scope.issuers(), roles);
        if (password != null) {
            requirePassword("password", password, username);
        }
        String first = password == null ? secret(FIRST_PASSWORD_BYTES) : password;
        Person made = new Person(username, name.strip(), encoder.encode(first), roles, true, false, scope.issuers(), 1, null);
        Person done = store.alone(() -> {
            if (store.find(username) != null) {
                throw new Problem(HttpStatus.CONFLICT, "USERNAME_TAKEN", "There is a person with this username, perhaps a disabled one.",
                        List.of(new Problem.Fault("userName", "is taken")));
            }
            store.insert(made);
            store.record(by, PersonChange.What.PERSON_MADE, username, described(made));
            if (made.scope() != null) {
                recordScope(by, made);
            }
            return made;
        });
        look();
        return new Made<>(done, password == null ? first : null);
    }

    /**
     * What is to change of a person; null: nothing of that.
     *
     * @param disabled whether they can no longer sign in
     */
    public record Change(@Nullable String name, @Nullable Set<String> roles, @Nullable Boolean disabled, @Nullable Scope scope) {}

    /**
     * What someone sees.
     *
     * @param issuers what concerns these, by their ids; null: everything
     */
    public record Scope(@Nullable Set<String> issuers) {

        public static final Scope EVERYTHING = new Scope(null);

        /** Whether a text is the id of an issuer that can be in a scope. */
        public static boolean isIssuer(String text) {
            try {
                return !IssuerId.of(text).equals(IssuerId.ANY);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    /** Changes what a person is called, may do and sees. Open sessions and keys follow at once. */
    public Person change(Changer by, String username, Change asked) {
        if (asked.name() != null) {
            requireName(asked.name());
        }
        if (asked.roles() != null) {
            requireRoles("roles", asked.roles());
        }
        if (asked.scope() != null) {
            requireIssuers(asked.scope().issuers());
        }
        Person changed = store.alone(() -> {
            Person before = known(username);
            Person other = before.as(asked.name() == null ? before.name() : asked.name().strip(),
                    asked.roles() == null ? before.roles() : asked.roles(),
                    asked.disabled() == null ? before.disabled() : asked.disabled());
            Person after = asked.scope() == null ? other : other.scopedTo(asked.scope().issuers());
            requireAllowed(before, after);
            if (!after.equals(before)) {
                store.update(after);
            }
            if (!other.equals(before)) {
                store.record(by, PersonChange.What.PERSON_CHANGED, username, described(after));
            }
            if (!after.equals(other)) {
                recordScope(by, after);
            }
            return after;
        });
        look();
        return changed;
    }

    private void requireAllowed(Person before, Person after) {
        if (before.origin() != null && !(before.name().equals(after.name()) && before.roles().equals(after.roles()))) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "KEPT_BY_PROVIDER",
                    "The name and the roles of this person come from their identity provider, and are changed there.", List.of());
        }
        requireOnlyAsking(after.scope(), after.roles());
        if (before.administers() && !after.administers()
                && store.people().stream().noneMatch(one -> one.administers() && !one.username().equals(before.username()))) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "LAST_ADMINISTRATOR",
                    "This is the last person with the role admin who can sign in without a provider. Give it to someone else first.",
                    List.of());
        }
    }

    private static void requireIssuers(@Nullable Set<String> issuers) {
        if (issuers != null) {
            Limit.ISSUERS.require("issuers", issuers.size());
            if (issuers.isEmpty()) {
                throw Problem.malformed("issuers", "has at least one issuer; null means all of them");
            }
            issuers.forEach(People::requireIssuer);
        }
    }

    private static void requireIssuer(String issuer) {
        try {
            if (IssuerId.of(issuer).equals(IssuerId.ANY)) {
                throw Problem.malformed("issuers", "names issuers, not ANY: what concerns all of them is in every scope");
            }
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("issuers", String.valueOf(e.getMessage()));
        }
    }

    /** What else there is to do cannot be done within a scope yet. */
    private static void requireOnlyAsking(@Nullable Set<String> scope, Set<String> roles) {
        if (scope != null && !Set.of(Roles.AUDITOR).containsAll(roles)) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "SCOPE_NEEDS_AUDITOR",
                    "Who sees only some issuers can have the role auditor and no other.",
                    List.of(new Problem.Fault("roles", "has more than AUDITOR")));
        }
    }

    /** Writes what becomes of a person, and that it was changed; nothing where they stay as they are. */
    private Person altered(Changer by, String username, PersonChange.What what, UnaryOperator<Person> change) {
        Person altered = store.alone(() -> {
            Person before = known(username);
            Person after = change.apply(before);
            if (!after.equals(before)) {
                store.update(after);
                store.record(by, what, username, Map.of());
            }
            return after;
        });
        look();
        return altered;
    }

    /** Gives a person a new password, which they must change; their sessions end. */
    public Made<Person> reset(Changer by, String username) {
        String password = secret(FIRST_PASSWORD_BYTES);
        String encoded = encoder.encode(password);
        return new Made<>(altered(by, username, PersonChange.What.PASSWORD_RESET, before -> {
            requireOwnPassword(before);
            return before.withPassword(encoded, true);
        }), password);
    }

    /** Changes one's own password. Other sessions end. */
    public Person changePassword(Changer own, String current, String password) {
        String username = own.username();
        Person now = known(username);
        requireOwnPassword(now);
        if (!encoder.matches(current, now.password())) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "WRONG_PASSWORD", "The current password is another one.",
                    List.of(new Problem.Fault("current", "is not your password")));
        }
        requirePassword("password", password, username);
        if (current.equals(password)) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "SAME_PASSWORD", "The new password is the old one.",
                    List.of(new Problem.Fault("password", "must be another one")));
        }
        String encoded = encoder.encode(password);
        return altered(own, username, PersonChange.What.PASSWORD_CHANGED, before -> {
            if (before.revision() != now.revision()) {
                throw new Problem(HttpStatus.CONFLICT, "CHANGED_MEANWHILE", "Your password was changed meanwhile. Sign in again.",
                        List.of());
            }
            return before.withPassword(encoded, false);
        });
    }

    /** Ends all sessions of a person. */
    public void signOutEverywhere(Changer by, String username) {
        altered(by, username, PersonChange.What.SIGNED_OUT_EVERYWHERE, Person::signedOut);
    }

    /** The keys of a person, the newest first, those that are no longer good too. */
    public List<ApiKey> keys(String username) {
        known(username);
        return store.keys(username);
    }

    /**
     * Makes a key for a program; its secret is what to send as {@code Authorization: Bearer}.
     *
     * @param roles some of one's own; null: all of them
     * @param scope narrows what the key sees within what its owner sees
     * @param expiresAt null: in 90 days
     */
    public Made<ApiKey> makeKey(Changer own, String name, @Nullable Set<String> roles, Scope scope, @Nullable Instant expiresAt) {
        if (!KEY_NAME.matcher(name).matches()) {
            throw Problem.malformed("name", "must be 1 to 60 of the characters a-z, 0-9, . _ -, beginning with a letter or a digit");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant end = expiresAt == null ? now.plus(Duration.ofDays(USUAL_DAYS_OF_A_KEY)) : expiresAt;
        if (!end.isAfter(now) || end.isAfter(now.plus(Duration.ofDays(MOST_DAYS_OF_A_KEY)))) {
            throw Problem.malformed("expiresAt", "must be within the next " + MOST_DAYS_OF_A_KEY + " days");
        }
        requireIssuers(scope.issuers());
        if (roles != null) {
            requireRoles("roles", roles);
        }
        String secret = secret(SECRET_BYTES);
        ApiKey made = store.alone(() -> {
            Person owner = known(own.username());
            if (owner.origin() != null) {
                throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "TOKENS_COME_FROM_PROVIDER",
                        "Programs of people who sign in through a provider send its tokens, which end with what the provider decides.",
                        List.of());
            }
            Set<String> some = roles == null ? owner.roles() : roles;
            if (!owner.roles().containsAll(some)) {
                throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "ROLE_NOT_HELD", "A key can have only roles that you have.",
                        List.of(new Problem.Fault("roles", "must be among " + new TreeSet<>(owner.roles()))));
            }
            requireOnlyAsking(scope.issuers(), some);
            Set<String> sees = narrower(owner.scope(), scope.issuers());
            if (sees != null && sees.isEmpty()) {
                throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "ISSUERS_NOT_SEEN", "A key can see only what you see.",
                        List.of(new Problem.Fault("issuers", "must name an issuer that you see")));
            }
            if (store.keys(own.username()).stream().anyMatch(one -> one.revokedAt() == null && one.name().equals(name))) {
                throw new Problem(HttpStatus.CONFLICT, "KEY_NAME_TAKEN", "You have a key with this name that is not revoked.",
                        List.of(new Problem.Fault("name", "is taken")));
            }
            ApiKey key = new ApiKey(UUID.randomUUID(), own.username(), name, some, scope.issuers(), now, end, null, null);
            store.insert(key, digest(secret));
            store.record(own, PersonChange.What.KEY_MADE, own.username(), described(key));
            return key;
        });
        look();
        return new Made<>(made, KEY_PREFIX + made.keyId() + "_" + secret);
    }

    /** Everyone's keys, the newest first, those that are no longer good too. */
    public List<ApiKey> keys() {
        return store.keys();
    }

    /** Revokes a key, whose ever it is. */
    public void revokeKey(Changer by, UUID keyId) {
        String username = store.keys().stream().filter(key -> key.keyId().equals(keyId)).map(ApiKey::username).findFirst().orElse("");
        revokeKey(by, username, keyId);
    }

    /** Revokes a key of a person. */
    public void revokeKey(Changer by, String username, UUID keyId) {
        store.alone(() -> {
            if (!store.revoke(username, keyId)) {
                throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_KEY", "There is no such key, or it is revoked.", List.of());
            }
            store.record(by, PersonChange.What.KEY_REVOKED, username, Map.of("keyId", keyId.toString()));
            return true;
        });
        look();
    }

    /** What was changed, newest first. */
    public List<PersonChange> changes(@Nullable String username, long before, int most) {
        return store.changes(username, before, most);
    }

    private static Map<String, Object> described(ApiKey key) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("keyId", key.keyId().toString());
        detail.put("name", key.name());
        detail.put("roles", new TreeSet<>(key.roles()));
        if (key.scope() != null) {
            detail.put("issuers", new TreeSet<>(key.scope()));
        }
        detail.put("expiresAt", key.expiresAt().toString());
        return detail;
    }

    private Person known(String username) {
        Person found = store.find(username);
        if (found == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_PERSON", "There is no person with this username.", List.of());
        }
        return found;
    }

    private static void requireOwnPassword(Person person) {
        if (person.origin() != null) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "PASSWORD_KEPT_ELSEWHERE",
                    "This person signs in through an identity provider, and has no password here.", List.of());
        }
        if (person.password() == null) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "PASSWORD_KEPT_ELSEWHERE",
                    "The password of the built-in user is in the environment or in the data directory, and is changed there.", List.of());
        }
    }

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw Problem.malformed("name", "is required");
        }
        Limit.TEXT.require("name", name.length());
    }

    private static void requireRoles(String path, Set<String> roles) {
        if (!Roles.ALL.containsAll(roles)) {
            throw Problem.malformed(path, "must be among " + Roles.ALL);
        }
    }

    private void requirePassword(String path, String password, String username) {
        if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
            throw Problem.malformed(path, "must have at least " + SHORTEST_PASSWORD + " characters");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            throw Problem.malformed(path, "must have at most " + LONGEST_PASSWORD_BYTES + " bytes in UTF-8");
        }
        if (password.toLowerCase(Locale.ROOT).contains(username) || password.codePoints().distinct().count() < 5) {
            throw Problem.malformed(path, "must not contain the username, and must have at least five different characters");
        }
        if (knownPasswords.check(password).isCompromised()) {
            throw Problem.malformed(path, "is among the passwords that attackers try first, or made of one");
        }
    }

    private static Map<String, Object> described(Person person) {
        Map<String, Object> described = new HashMap<>();
        described.put("name", person.name());
        described.put("roles", new TreeSet<>(person.roles()));
        described.put("disabled", person.disabled());
        return described;
    }

    private String secret(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
