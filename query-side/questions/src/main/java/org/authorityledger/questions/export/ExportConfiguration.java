package org.authorityledger.questions.export;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The question as beans. */
@Configuration(proxyBeanMethods = false)
@Import({ ExportController.class, ViewRows.class})
public class ExportConfiguration {}
