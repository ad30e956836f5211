package org.authorityledger.pages.recording;

import org.authorityledger.access.AccessRules;
import org.authorityledger.access.Permission;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The forms that record. */
@Configuration(proxyBeanMethods = false)
@Import({ RecordPage.class, RecordPage.Beans.class, SheetPage.class, ImportPage.class, ApprovalsPage.class, ApprovalsPage.Beans.class})
public class RecordingConfiguration {

    @Bean
    AccessRules recordingRules() {
        return AccessRules.of(AccessRules.any(RecordPage.PATH + "/**", Permission.RECORD),
                AccessRules.any(SheetPage.PATH + "/**", Permission.RECORD), AccessRules.any(ImportPage.PATH, Permission.RECORD),
                AccessRules.get(ApprovalsPage.PATH + "/**", Permission.SEE_DOCUMENTS),
                AccessRules.post(ApprovalsPage.PATH + "/**", Permission.RECORD));
    }
}
