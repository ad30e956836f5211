package org.authorityledger.inbox.findings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.instrument.FilingContext.Party;
import org.authorityledger.documents.signature.OwnName;
import org.authorityledger.documents.signature.PartyNames;
import org.authorityledger.documents.signature.Signature;
import org.authorityledger.documents.signature.Signature.ForWhomFrom;
import org.authorityledger.inbox.findings.Finding.Why;
import org.jspecify.annotations.Nullable;

/** Whether the one for whom a signature was made is one who reports in the filing, and has in the ledger the name that goes with the CIK. */
record Reporting(PartyIndex parties, Filing filing, Signature reading, Identities.Known identities) {

    /**
     * What keeps the finding from being about one who reports; null: nothing does.
     *
     * @param name of the one for whom the signature was made, as it spells it
     * @param meant who is meant by it, with the number that the filing gives
     */
    @Nullable
    Why doubt(String name, Party meant) {
        Why who = reading.kind() == Signature.Kind.SELF || reading.forWhomFrom() == ForWhomFrom.FORM
                ? null
                : ofOwners(name);
        return who != null ? who : ofNumber(name, meant);
    }

    private @Nullable Why ofOwners(String name) {
        Names sought = Names.of(name);
        List<Party> owners = filing.owners().stream().filter(owner -> !owner.name().isBlank()).distinct().toList();
        if (owners.isEmpty()) {
            return null;
        }
        List<Party> whole = owners.stream().filter(owner -> owner.name().equals(name) || Names.of(owner.name()).whole(sought)).toList();
        if (!whole.isEmpty()) {
            return whole.size() == 1 ? null : Why.SEVERAL_GRANTORS;
        }
        List<Party> same = new ArrayList<>();
        for (Party owner : owners) {
            Names own = Names.of(owner.name());
            if (own.sameCompany(sought) || own.samePerson(sought.withSuffixOf(own)) || OwnName.of(owner.name(), name) != OwnName.NO) {
                same.add(owner);
            }
        }
        if (same.isEmpty()) {
            // The ledger may know that the two names are one's.
            Set<String> named = ids(parties.party(name, null, identities));
            same.addAll(owners.stream().filter(owner -> ids(parties.party(owner.name(), owner.cik(), identities)).stream()
                    .anyMatch(named::contains)).toList());
        }
        return same.isEmpty() ? Why.GRANTOR_DOES_NOT_REPORT : same.size() == 1 ? null : Why.SEVERAL_GRANTORS;
    }

    private static Set<String> ids(Collection<PartyIndex.Meant> meant) {
        Set<String> ids = new HashSet<>();
        meant.forEach(one -> ids.addAll(one.ids()));
        return ids;
    }

    /** A number decides who is meant, but not against a suffix that is written, nor where it is that of someone of quite another name. */
    private @Nullable Why ofNumber(String name, Party meant) {
        if (meant.cik() == null || !identities.sameAs(Identities.ofCik(meant.cik())).isEmpty()
                && identities.sameAs(Identities.ofCik(meant.cik())).stream().anyMatch(parties::knows)) {
            return null;
        }
        List<PartyIndex.Meant> found = parties.party(null, meant.cik(), identities);
        if (found.size() != 1) {
            return null;
        }
        List<String> names = parties.names(found.getFirst().ids());
        Names sought = Names.of(name);
        if (sought.suffix() != null && names.stream().noneMatch(one -> Names.of(one).sameSuffix(sought))
                && filing.owners().stream().noneMatch(owner -> Names.of(owner.name()).sameSuffix(sought))) {
            return Why.SEVERAL_GRANTORS;
        }
        return names.isEmpty() || sameKind(meant.name(), names, found.getFirst().ids()) ? null : Why.NUMBER_OF_ANOTHER;
    }

    /** A company may have changed its name wholly; a person keeps a part of it, and is no trust. */
    private boolean sameKind(String name, List<String> names, List<String> ids) {
        boolean entity = PartyNames.entity(name);
        boolean anyEntity = names.stream().anyMatch(PartyNames::entity);
        if (entity) {
            return anyEntity || parties.kinds(new HashSet<>(ids)).people().isEmpty();
        }
        return anyEntity || names.stream().anyMatch(one -> PartyNames.mayBeOne(one, name) || OwnName.of(one, name) != OwnName.NO);
    }
}
