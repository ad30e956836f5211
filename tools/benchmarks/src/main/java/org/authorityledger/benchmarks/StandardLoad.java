package org.authorityledger.benchmarks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Party;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.PowerOfAttorneyRevoked;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Terms;
import org.authorityledger.store.NewEvent;
import org.authorityledger.store.Provenance;
import org.authorityledger.store.RecordIds;

/**
 * The standard load W as acts: a quarter as many grantors as grants, a fortieth as many issuers and
 * attorneys, 30 % revoked and a fifth of that late, 5 % corrected. The same number of grants gives the same acts.
 */
final class StandardLoad {

    private static final LocalDate START = LocalDate.of(2003, 1, 1);
    private static final List<Form> OTHER_FORMS = List.of(Form.FORM_144, Form.FORM_ID, Form.SCHEDULE_13D, Form.SCHEDULE_13G);
    private static final Provenance RECORDER = new Provenance("admin", "127.0.0.1", null, null);

    private final int grants;
    private final Random random = new Random(20030508);
    private final Map<GrantorId, Long> versions = new HashMap<>();

    StandardLoad(int grants) {
        this.grants = grants;
    }

    /** Hands over all acts in order, {@code atOnce} at a time. */
    void acts(int atOnce, Consumer<List<NewEvent>> taking) {
        List<NewEvent> batch = new ArrayList<>();
        List<LegalAct> later = new ArrayList<>();
        Consumer<LegalAct> put = act -> {
            batch.add(new NewEvent(new RecordId(RecordIds.mint()),
                    Sequence.of(versions.merge(act.grantorId(), 0L, (version, none) -> version + 1)), act,
                    RECORDER));
            if (batch.size() == atOnce) {
                taking.accept(List.copyOf(batch));
                batch.clear();
            }
        };
        for (int n = 0; n < grants; n++) {
            int number = random.nextInt(Math.max(1, grants / 4));
            GrantorId grantorId = GrantorId.of("g" + number);
            PoaId poaId = PoaId.of("p" + n);
            Party grantor = new Party("Grantor " + number, null);
            Terms terms = terms(START.plusDays(random.nextInt(7_000)));
            put.accept(new PowerOfAttorneyGranted(grantorId, poaId, grantor, terms, null));
            if (random.nextDouble() < 0.30) {
                LegalAct revocation = revocation(grantorId, poaId, terms);
                if (random.nextDouble() < 0.2) {
                    later.add(revocation);
                } else {
                    put.accept(revocation);
                }
            }
            if (random.nextDouble() < 0.05) {
                Terms corrected = new Terms(terms.issuers().getFirst(), terms.attorneys(), terms.powers(), null, terms.executedOn(), null,
                        null,
                        terms.untilCeasedReporting(), terms.substitutionAllowed(), true, false, null);
                put.accept(new PowerOfAttorneyCorrected(grantorId, poaId, grantor, corrected, "transcribed again", null));
            }
        }
        later.forEach(put);
        if (!batch.isEmpty()) {
            taking.accept(batch);
        }
    }

    private Terms terms(LocalDate executed) {
        int issuer = random.nextInt(Math.max(1, grants / 40));
        Set<Integer> numbers = new TreeSet<>();
        for (int attorneys = 1 + random.nextInt(3); numbers.size() < attorneys;) {
            numbers.add(random.nextInt(Math.max(3, grants / 40)));
        }
        List<Attorney> attorneys = numbers.stream()
                .map(number -> new Attorney(AttorneyId.of("a" + number), "Attorney " + number, null, null, false, false)).toList();
        Set<Form> others = new TreeSet<>();
        for (int forms = 1 + random.nextInt(4); others.size() < forms;) {
            others.add(OTHER_FORMS.get(random.nextInt(OTHER_FORMS.size())));
        }
        List<Power> powers = List.of(new Power("a", Set.of(Form.FORM_3, Form.FORM_4, Form.FORM_5), null, Set.of(), null),
                new Power("b", others, null, Set.of(), null));
        Set<Regime> until = Set.copyOf(List.of(Regime.SECTION_16, Regime.SECTION_13).subList(0, random.nextInt(3)));
        return new Terms(new Issuer(IssuerId.of("i" + issuer), "Issuer " + issuer + " Corporation", null), attorneys, powers, null,
                executed, null, null, until, random.nextBoolean(), false, false, null);
    }

    private LegalAct revocation(GrantorId grantorId, PoaId poaId, Terms terms) {
        LocalDate signed = terms.executedOn().plusDays(random.nextInt(700));
        List<Delivery> deliveries = terms.attorneys().stream().filter(attorney -> random.nextDouble() < 0.9)
                .map(attorney -> new Delivery(attorney.attorneyId(), signed.plusDays(random.nextInt(30)))).toList();
        return new PowerOfAttorneyRevoked(grantorId, poaId, signed, List.of(), deliveries, null);
    }
}
