package org.authorityledger.pages.lists;

import java.util.ArrayList;
import java.util.List;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.authority.Ending;
import org.authorityledger.authority.SigningOfficer;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.questions.signatories.Signatories;
import org.authorityledger.register.PartyNames;
import org.authorityledger.register.Register;

/** Who signs for entities without a power of attorney on a day. */
final class SignatoryList implements LedgerList {

    private final Signatories signatories;
    private final Register register;
    private final DisplayText words;

    SignatoryList(Signatories signatories, Register register, DisplayText words) {
        this.signatories = signatories;
        this.register = register;
        this.words = words;
    }

    @Override
    public String name() {
        return "signatories";
    }

    @Override
    public String title() {
        return "Signatories";
    }

    @Override
    public String explanation() {
        return "Everyone who signs for an entity on this day without a power of attorney, by the entity’s own records.";
    }

    @Override
    public String question() {
        return "Who signs for which entity on this day without a power of attorney?";
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column("Entity", "Entity id", "entity"), new Column("Signatory", "Signatory id", null), Column.of("Capacity"),
                Column.of("Forms"), Column.of("Signing"), Column.of("Since"), Column.of("Through"), Column.of("Incapacitated"));
    }

    @Override
    public List<Filter> filters() {
        return List.of();
    }

    @Override
    public String usualSort() {
        return "entity";
    }

    @Override
    public boolean sortable(Asked asked) {
        return false;
    }

    @Override
    public Rows find(Asked asked, Moment moment, AsOf asOf, Page page, int look) {
        Page of = page.first() ? page : page.following(page.after().subList(0, 2));
        List<Signatories.Listed> read = signatories.inForce(null, null, moment, of);
        List<Signatories.Listed> listed = page.cut(read);
        List<String> parties = new ArrayList<>();
        listed.forEach(one -> {
            parties.add(one.officer().grantorId().value());
            parties.add(one.officer().signatory().value());
        });
        PartyNames names = PartyNames.of(register, parties);
        List<String> next = null;
        if (read.size() > listed.size()) {
            next = new ArrayList<>(listed.getLast().cursor());
            next.add("");
        }
        return new Rows(listed.stream().map(one -> row(one, names, moment)).toList(), next, false,
                page.first() && next == null ? (Long) (long) listed.size() : null);
    }

    private List<Cell> row(Signatories.Listed listed, PartyNames names, Moment moment) {
        SigningOfficer officer = listed.officer();
        String entity = officer.grantorId().value();
        String signatory = officer.signatory().value();
        Ending incapacity = listed.incapacity();
        return List.of(new Cell(names.grantor(entity), Links.grantor(officer.grantorId()), null, entity),
                new Cell(names.signatory(signatory), Links.attorney(AttorneyId.of(signatory)), null, signatory),
                new Cell(DisplayText.signatory(officer.capacity()), null, officer.title(), null),
                Cell.of(officer.forms().isEmpty() ? "every form" : words.forms(officer.forms())),
                Cell.of(listed.minimum() == 1 ? "singly" : "at least " + listed.minimum() + " jointly"),
                new Cell(officer.from(), "/ledger/" + officer.source(), null, null),
                Cell.of(officer.until() == null ? "open" : officer.until().minusDays(1)),
                Cell.of(incapacity == null || incapacity.on().isAfter(moment.on()) ? "no" : incapacity.on()));
    }
}
