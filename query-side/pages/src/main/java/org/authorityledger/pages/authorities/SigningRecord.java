package org.authorityledger.pages.authorities;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.authorityledger.authority.AuthorityVersion;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.IssuerId;
import org.authorityledger.pages.wording.NameMarkup;
import org.authorityledger.questions.authorities.AuthorityFilter;
import org.authorityledger.questions.check.Checks;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.QuestionAsKnownAt;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was ever known of who may sign for one grantor, with the names to show, read at once: it answers each question about the
 * grantor, as known at any moment, without going back to the register.
 */
final class SigningRecord {

    private static final int MOST_VERSIONS = 5_000;
    private static final String ANY_ISSUER = "any issuer";

    private final CheckSource source;
    private final List<AuthorityVersion> considered;
    private final List<AuthorityVersion> versions;
    private final SignatoriesAsked signatories;
    private final Map<PartyKind, Map<String, String>> names;
    private final Map<PartyKind, Map<String, String>> isolated = new EnumMap<>(PartyKind.class);

    private SigningRecord(CheckSource source, List<AuthorityVersion> considered, List<AuthorityVersion> versions,
            SignatoriesAsked signatories, Map<PartyKind, Map<String, String>> names) {
        this.source = source;
        this.considered = considered;
        this.versions = versions;
        this.signatories = signatories;
        this.names = names;
        names.forEach((kind, byId) -> {
            Map<String, String> shown = HashMap.newHashMap(byId.size());
            byId.forEach((id, name) -> shown.put(id, NameMarkup.isolated(name)));
            isolated.put(kind, shown);
        });
        isolated.computeIfAbsent(PartyKind.ISSUER, none -> new HashMap<>()).put(IssuerId.ANY.value(), ANY_ISSUER);
    }

    /**
     * Reads it.
     *
     * @param issuer an issuer asked about beside those that were recorded
     * @param signers who else may be asked about
     * @param moment the signatories are those known then; everything else is answered at any moment
     */
    static SigningRecord of(CheckSource source, GrantorId grantorId, @Nullable String issuer, List<String> signers,
            Moment moment) {
        List<AuthorityVersion> considered = source.authorities().considered(grantorId, MOST_VERSIONS);
        boolean whole = considered.size() < MOST_VERSIONS;
        List<AuthorityVersion> versions = whole
                ? considered.stream().filter(version -> !version.authority().neverWas()).toList()
                : source.authorities().lives(new AuthorityFilter(null, grantorId, null, null, null), MOST_VERSIONS);
        SignatoriesAsked signatories = SignatoriesAsked.of(source.register(), grantorId, moment);
        Set<String> attorneys = new LinkedHashSet<>(signers);
        signatories.everyone().forEach(one -> attorneys.add(one.value()));
        Set<String> issuers = new LinkedHashSet<>();
        considered.forEach(version -> {
            attorneys.add(version.authority().attorneyId().value());
            if (version.authority().inPlaceOf() != null) {
                attorneys.add(version.authority().inPlaceOf().value());
            }
            issuers.add(version.authority().issuerId().value());
        });
        if (issuer != null) {
            issuers.add(issuer);
        }
        Map<PartyKind, Set<String>> ids = new EnumMap<>(PartyKind.class);
        Set<String> grantors = new LinkedHashSet<>(signers);
        grantors.add(grantorId.value());
        ids.put(PartyKind.GRANTOR, grantors);
        ids.put(PartyKind.ATTORNEY, attorneys);
        ids.put(PartyKind.SIGNATORY, attorneys);
        ids.put(PartyKind.ISSUER, issuers);
        return new SigningRecord(source, considered, versions, signatories, source.register().names(ids));
    }

    /** Every version of the grantor's authorities but of those that never were, in the order of recording. */
    List<AuthorityVersion> versions() {
        return versions;
    }

    /** Who signs for the grantor without a power of attorney. */
    SignatoriesAsked signatories() {
        return signatories;
    }

    /** Whether the ledger has a power of attorney of the grantor that appoints someone, in force or not. */
    boolean appointsSomeone() {
        return !considered.isEmpty();
    }

    /** Whether nothing of who may sign was recorded up to a moment, by the authorities. */
    boolean beganAfter(Instant knownAt) {
        return signatories.everyone().isEmpty() && considered.stream().allMatch(version -> version.knownFrom().isAfter(knownAt));
    }

    List<Checks.Judged> judge(List<QuestionAsKnownAt> asked) {
        return source.checks().judge(asked, isolated);
    }

    /** The name last recorded; null: the register does not know this party. */
    @Nullable
    String knownName(PartyKind kind, String id) {
        return found(names, kind, id);
    }

    /** Who signs for an entity, or for themselves, is asked about as attorneys are. */
    private static @Nullable String found(Map<PartyKind, Map<String, String>> names, PartyKind kind, String id) {
        String name = names.getOrDefault(kind, Map.of()).get(id);
        return name == null && kind == PartyKind.ATTORNEY
                ? Stream.of(PartyKind.SIGNATORY, PartyKind.GRANTOR).map(part -> names.getOrDefault(part, Map.of()).get(id))
                        .filter(Objects::nonNull).findFirst().orElse(null)
                : name;
    }

    /** The name last recorded, as it may stand within a sentence, or the id if the party has no name. */
    String name(PartyKind kind, String id) {
        String name = found(isolated, kind, id);
        return name == null ? id : name;
    }

    String issuerName(String id) {
        return name(PartyKind.ISSUER, id);
    }
}
