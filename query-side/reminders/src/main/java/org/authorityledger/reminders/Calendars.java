package org.authorityledger.reminders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.authorityledger.access.Permission;
import org.authorityledger.access.people.Changer;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.Position;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.http.StrictJson;
import org.authorityledger.questions.expiring.Expiries;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.Register;
import org.authorityledger.register.RegisterProgress;
import org.authorityledger.reminders.views.SavedViews;
import org.authorityledger.store.RecordIds;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** What expires, as calendars that programs read at addresses with a secret. Of the secret only a hash is kept. */
public final class Calendars {

    /** How many calendars one person may have. */
    static final int MOST = 20;
    /** How many events one calendar has at most; the last one then says that there are more. */
    static final int MOST_EVENTS = 1_000;
    private static final int USUAL_DAYS = 90;
    private static final int MOST_DAYS = 730;
    private static final int SECRET_BYTES = 32;

    private final JdbcClient jdbc;
    private final Owners owners;
    private final Expiries expiries;
    private final Register register;
    private final QuestionClock clock;
    private final RegisterProgress progress;
    private final DigestText texts;
    private final StrictJson json;
    private final SecureRandom random = new SecureRandom();

    Calendars(JdbcClient jdbc, Owners owners, Expiries expiries, Register register, QuestionClock clock, RegisterProgress progress,
            DigestText texts, StrictJson json) {
        this.jdbc = jdbc;
        this.owners = owners;
        this.expiries = expiries;
        this.register = register;
        this.clock = clock;
        this.progress = progress;
        this.texts = texts;
        this.json = json;
    }

    private record NewCalendar(String name, @Nullable Integer days) {}

    /**
     * A calendar that was made.
     *
     * @param path with the secret, shown only now
     * @param url the same as an address; null: the ledger does not know under which name it is reached
     */
    public record Made(CalendarFeed calendar, String path, @Nullable String url) {}

    /** A calendar as it is read, and how far the ledger had come. */
    record Read(CalendarFeed calendar, String text, Position position) {}

    /** Makes a calendar: {@code name}, and {@code days} if not 90. */
    public Made make(Changer by, ObjectNode body) {
        NewCalendar asked = json.as(NewCalendar.class, body);
        String name = SavedViews.name(asked.name());
        int days = asked.days() == null ? USUAL_DAYS : asked.days();
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.malformed("days", "must be from 1 to " + MOST_DAYS);
        }
        if (!owners.may(by.username(), Permission.ASK)) {
            throw new Problem(HttpStatus.FORBIDDEN, "KIND_NOT_ALLOWED", "You have no role to see what expires.", List.of());
        }
        if (of(by.username()).size() >= MOST) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "LIMIT_EXCEEDED", "You have " + MOST + " calendars. Revoke one first.",
                    List.of());
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        UUID id = RecordIds.mint();
        jdbc.sql("insert into reminders.calendar (calendar_id, owner, name, hash, days) values (:id, :owner, :name, :hash, :days)")
                .param("id", id).param("owner", by.username()).param("name", name).param("hash", hash(secret)).param("days", days).update();
        String path = CalendarController.PATH + "?token=" + secret;
        return new Made(of(by.username()).stream().filter(one -> one.calendarId().equals(id)).findFirst().orElseThrow(), path,
                texts.url(path));
    }

    /** The calendars of someone, in the order in which they were made. */
    public List<CalendarFeed> of(String owner) {
        return jdbc.sql("select * from reminders.calendar where owner = :owner order by made_at, calendar_id").param("owner", owner)
                .query(Calendars::calendar).list();
    }

    /** Revokes a calendar: its address leads nowhere from now on. */
    public void revoke(Changer by, UUID calendarId) {
        if (jdbc.sql("delete from reminders.calendar where owner = :owner and calendar_id = :id").param("owner", by.username())
                .param("id", calendarId).update() == 0) {
            throw new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_CALENDAR", "You have no calendar with this id.", List.of());
        }
    }

    /**
     * What a program reads.
     *
     * @throws Problem as if there were no calendar, if the secret is of none, or its owner may not see it now
     */
    Read read(String secret) {
        CalendarFeed calendar = jdbc.sql("select * from reminders.calendar where hash = :hash").param("hash", hash(secret))
                .query(Calendars::calendar).optional().filter(one -> owners.may(one.owner(), Permission.ASK))
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "UNKNOWN_CALENDAR", "There is no calendar at this address.",
                        List.of()));
        jdbc.sql("update reminders.calendar set last_read_at = date_trunc('minute', now()) where calendar_id = :id"
                + " and last_read_at is distinct from date_trunc('minute', now())").param("id", calendar.calendarId()).update();
        Position position = progress.position();
        return new Read(calendar, text(calendar, clock.of(null, null), position), position);
    }

    private String text(CalendarFeed calendar, Moment moment, Position position) {
        LocalDate within = moment.on().plusDays(calendar.days());
        List<Expiries.Expiry> found = expiries.find(moment, within, null, MOST_EVENTS);
        PartyNames names = PartyNames.of(register, found.stream().map(one -> one.grantorId().value()).distinct().toList());
        String asOf = "\nAs of " + DigestText.DAY.format(moment.on()) + ", by what was recorded through " + Dates.format(moment.knownAt())
                + " (position " + position + ").";
        CalendarText text = new CalendarText(calendar.name(), moment.knownAt());
        boolean all = found.size() < MOST_EVENTS;
        for (Expiries.Expiry one : all ? found : found.subList(0, MOST_EVENTS - 1)) {
            text.day(uid(one.grantorId() + " " + one.poaId() + " " + one.until()), one.lastDay(),
                    "Last day of a power of attorney: " + names.grantor(one.grantorId().value()),
                    "Power of attorney " + one.poaId() + " of " + names.grantor(one.grantorId().value()) + " expires after this day."
                            + asOf,
                    texts.url(Sources.instrument(one.grantorId(), one.poaId())));
        }
        if (!all) {
            text.day(uid("more of " + calendar.calendarId()), found.getLast().lastDay(), "More expires from this day on",
                    "This calendar has %,d of %,d expiries within %,d days.".formatted(MOST_EVENTS - 1, expiries.count(moment, within),
                            calendar.days()) + asOf,
                    texts.url("/instruments?show=expiring-90"));
        }
        return text.end();
    }

    private static String uid(String of) {
        return HexFormat.of().formatHex(hash(of), 0, 16) + "@authorityledger.org";
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static CalendarFeed calendar(ResultSet row, int n) throws SQLException {
        OffsetDateTime read = row.getObject("last_read_at", OffsetDateTime.class);
        Instant made = Objects.requireNonNull(row.getObject("made_at", OffsetDateTime.class)).toInstant();
        return new CalendarFeed(row.getObject("calendar_id", UUID.class), row.getString("owner"), row.getString("name"),
                row.getInt("days"), made, read == null ? null : read.toInstant());
    }
}
