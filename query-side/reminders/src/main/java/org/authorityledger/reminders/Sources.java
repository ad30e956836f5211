package org.authorityledger.reminders;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Gap;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Position;
import org.authorityledger.inbox.Inbox;
import org.authorityledger.inbox.KeptProposal;
import org.authorityledger.inbox.ProposalFilter;
import org.authorityledger.questions.expiring.Expiries;
import org.authorityledger.questions.gaps.Gaps;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.undelivered.UndeliveredRevocations;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.Register;
import org.authorityledger.register.follow.DeadLetters;
import org.authorityledger.reminders.views.LedgerLists;
import org.jspecify.annotations.Nullable;

/** What there is to be reminded of, by kind. */
final class Sources {

    /** Of more, those are said first that are listed first, and the others when these have gone. */
    static final int MOST_ITEMS = 20_000;
    /** A look at a very large ledger ends after this time with what it has found. */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int AT_ONCE = 1_000;
    private static final ProposalFilter ANY = new ProposalFilter(null, null, null, null);

    private final Expiries expiries;
    private final UndeliveredRevocations revocations;
    private final Gaps gaps;
    private final Inbox inbox;
    private final DeadLetters letters;
    private final Register register;

    Sources(Expiries expiries, UndeliveredRevocations revocations, Gaps gaps, Inbox inbox, DeadLetters letters, Register register) {
        this.expiries = expiries;
        this.revocations = revocations;
        this.gaps = gaps;
        this.inbox = inbox;
        this.letters = letters;
        this.register = register;
    }

    /**
     * One thing to be reminded of.
     *
     * @param key what it is: the same thing has the same key at each look
     */
    record Item(String key, String text, @Nullable String path) {}

    /** Gathers what a look finds, as long as there is room and time. */
    static final class Found {
        private final List<Item> items = new ArrayList<>();
        private final long end = System.nanoTime() + LONGEST.toNanos();
        private boolean whole = true;

        /** Takes an item; false: no more are taken. */
        boolean take(Item item) {
            if (items.size() >= MOST_ITEMS || System.nanoTime() - end > 0) {
                whole = false;
                return false;
            }
            items.add(item);
            return true;
        }

        List<Item> items() {
            return items;
        }

        /** Whether these are all there are. */
        boolean whole() {
            return whole;
        }

        private boolean late() {
            if (System.nanoTime() - end > 0) {
                whole = false;
            }
            return !whole;
        }
    }

    static String title(ReminderKind kind, @Nullable Integer days, @Nullable String form) {
        return switch (kind) {
            case EXPIRING -> "Expiring within " + days + " days";
            case GAP -> "No one may sign " + FormAsked.of(Objects.requireNonNull(form)).title();
            default -> kind.label();
        };
    }

    /** The page with all of a kind. */
    static @Nullable String listPath(ReminderKind kind, @Nullable Integer days, @Nullable String form) {
        return switch (kind) {
            case EXPIRING -> "/instruments?show=expiring-" + days;
            case UNDELIVERED -> "/instruments?show=undelivered";
            case GAP -> "/gaps?form=" + encode(Objects.requireNonNull(form));
            case WAITING -> "/inbox";
            case VIEW -> null;
        };
    }

    /** The rows of a view. */
    static Found view(LedgerLists lists, LedgerLists.Asked asked, Moment moment) {
        Found found = new Found();
        List<String> after = List.of();
        while (after != null) {
            LedgerLists.Rows rows = lists.rows(asked, moment, after, AT_ONCE);
            for (LedgerLists.Row row : rows.rows()) {
                if (!found.take(new Item("row " + row.key(), row.text(), row.path()))) {
                    return found;
                }
            }
            after = found.late() ? null : rows.next();
        }
        return found;
    }

    Found expiring(int days, Moment moment) {
        Found found = new Found();
        LocalDate within = moment.on().plusDays(days);
        List<Expiries.Expiry> some = expiries.find(moment, within, null, AT_ONCE);
        while (!some.isEmpty()) {
            PartyNames names = PartyNames.of(register, some.stream().map(one -> one.grantorId().value()).distinct().toList());
            for (Expiries.Expiry one : some) {
                String text = names.grantor(one.grantorId().value()) + ": power of attorney " + one.poaId() + ", last day "
                        + DigestText.DAY.format(one.lastDay());
                if (!found.take(new Item("expires " + one.grantorId() + " " + one.poaId() + " " + one.until(), text,
                        instrument(one.grantorId(), one.poaId())))) {
                    return found;
                }
            }
            some = found.late() ? List.of() : expiries.find(moment, within, some.getLast(), AT_ONCE);
        }
        return found;
    }

    /** @param reached the last position that the moment of knowledge may know of */
    Found undelivered(Moment moment, Position reached) {
        Found found = new Found();
        List<UndeliveredRevocations.UndeliveredRevocation> some = revocations.latest(moment, reached, AT_ONCE);
        while (!some.isEmpty()) {
            PartyNames names = PartyNames.of(register, some.stream().map(one -> one.grantorId().value()).distinct().toList());
            for (UndeliveredRevocations.UndeliveredRevocation one : some) {
                String text = names.grantor(one.grantorId().value()) + ": the revocation of " + one.poaId() + ", signed "
                        + DigestText.DAY.format(one.signedOn()) + ", has not reached " + one.missing()
                        + (one.missing() == 1 ? " person" : " people");
                if (!found.take(new Item("undelivered " + one.position(), text, instrument(one.grantorId(), one.poaId())))) {
                    return found;
                }
            }
            some = found.late() ? List.of() : revocations.before(some.getLast().position(), moment, reached, AT_ONCE);
        }
        return found;
    }

    Found gaps(String form, Moment moment) {
        Found found = new Found();
        FormAsked asked = FormAsked.of(form);
        Page page = new Page(AT_ONCE, List.of());
        while (page != null) {
            Gaps.Found read = gaps.find(null, asked, moment, page);
            List<Gap> some = page.cut(read.gaps());
            for (Item item : items(some, asked)) {
                if (!found.take(item)) {
                    return found;
                }
            }
            List<String> last = read.lookedAt() != null
                    ? read.lookedAt()
                    : read.gaps().size() > some.size()
                            ? List.of(some.getLast().grantorId().value(), some.getLast().issuerId().value())
                            : null;
            page = last == null || found.late() ? null : page.following(last);
        }
        return found;
    }

    private List<Item> items(List<Gap> some, FormAsked form) {
        Set<String> issuers = new LinkedHashSet<>();
        some.forEach(gap -> issuers.add(gap.issuerId().value()));
        PartyNames names = PartyNames.of(register, some.stream().map(gap -> gap.grantorId().value()).distinct().toList());
        Map<String, String> companies = issuers.isEmpty()
                ? Map.of()
                : register.names(Map.of(PartyKind.ISSUER, issuers)).getOrDefault(PartyKind.ISSUER, Map.of());
        return some.stream().map(gap -> {
            String grantor = gap.grantorId().value();
            String issuer = gap.issuerId().value();
            String text = names.grantor(grantor) + ", " + companies.getOrDefault(issuer, issuer) + ": no one else may sign " + form.title()
                    + (gap.since() == null ? "" : " since " + DigestText.DAY.format(gap.since()));
            return new Item("gap " + form + " " + grantor + " " + issuer + " " + gap.since(), text,
                    "/check?grantor=" + encode(grantor) + "&issuer=" + encode(issuer) + "&form=" + encode(form.toString()));
        }).toList();
    }

    /** @param records whether those are meant too that wait in the register */
    Found waiting(boolean records) {
        Found found = new Found();
        List<KeptProposal> some = inbox.waiting(ANY, null, AT_ONCE);
        while (!some.isEmpty()) {
            for (KeptProposal one : some) {
                String kind = one.kind().name().toLowerCase(Locale.ROOT);
                if (!found.take(new Item("proposal " + one.proposalId(),
                        "Proposed: a " + kind + ", "
                                + (one.grantorName() == null ? "of a grantor who is not named" : "of " + one.grantorName()),
                        "/inbox/" + one.proposalId()))) {
                    return found;
                }
            }
            some = found.late() || some.size() < AT_ONCE ? List.of() : inbox.waiting(ANY, some.getLast().arrival(), AT_ONCE);
        }
        if (records) {
            for (DeadLetters.Letter letter : letters.letters(MOST_ITEMS)) {
                if (!found.take(new Item("record " + letter.recordId(),
                        "A record of grantor " + letter.grantorId() + ", position " + letter.position()
                                + ", could not be processed and waits",
                        "/dead-letters"))) {
                    return found;
                }
            }
        }
        return found;
    }

    static String instrument(GrantorId grantorId, PoaId poaId) {
        return "/grantors/" + encode(grantorId.value()) + "/powers-of-attorney/" + encode(poaId.value());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
