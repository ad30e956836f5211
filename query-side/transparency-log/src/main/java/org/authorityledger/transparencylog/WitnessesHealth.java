package org.authorityledger.transparencylog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the witnesses cosign: degraded if one does not, down if one knows another history. */
final class WitnessesHealth implements HealthIndicator {

    private static final String CONTRADICTED = "CONTRADICTED";

    private final Cosigning cosigning;

    WitnessesHealth(Cosigning cosigning) {
        this.cosigning = cosigning;
    }

    @Override
    public Health health() {
        Map<String, Object> details = new LinkedHashMap<>();
        boolean failing = false;
        boolean contradicted = false;
        for (CosigningWitness witness : cosigning.witnesses()) {
            CosigningWitness.WitnessStatus status = witness.status();
            failing |= status.trouble() != null;
            contradicted |= status.contradicted();
            String cosigned = status.at() == null ? "nothing cosigned since the start" : "cosigned " + status.size() + " at " + status.at();
            details.put(witness.address().name(), status.trouble() == null ? cosigned : cosigned + "; " + status.trouble());
        }
        Health.Builder health = Health.up();
        if (contradicted) {
            health = Health.down().withDetail("code", CONTRADICTED)
                    .withDetail("reason", "a witness knows another history of this log than this ledger has; was an old backup restored?");
        } else if (failing) {
            health = Health.status("DEGRADED").withDetail("reason", "a witness does not cosign");
        }
        return health.withDetails(details).build();
    }
}
