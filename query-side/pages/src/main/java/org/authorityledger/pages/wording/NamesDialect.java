package org.authorityledger.pages.wording;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.processor.AbstractStandardExpressionAttributeTagProcessor;
import org.thymeleaf.standard.processor.StandardTextTagProcessor;
import org.thymeleaf.templatemode.TemplateMode;
import org.unbescape.html.HtmlEscape;

/** Writes every {@code th:text} by {@link NameMarkup}: a template cannot forget to isolate a name. */
final class NamesDialect extends AbstractProcessorDialect {

    /** Where HTML has no elements within: in these, names are isolated by characters. */
    private static final Set<String> WITHOUT_MARKUP = Set.of("title", "option", "text", "tspan");
    /** What is edited or copied stays as it is. */
    private static final Set<String> AS_IT_IS = Set.of("textarea", "pre");

    NamesDialect() {
        super("names", StandardDialect.PREFIX, StandardDialect.PROCESSOR_PRECEDENCE);
    }

    @Override
    public Set<IProcessor> getProcessors(String prefix) {
        return Set.of(new Text(prefix));
    }

    private static final class Text extends AbstractStandardExpressionAttributeTagProcessor {

        Text(String prefix) {
            // Just before the standard one, which finds its attribute gone.
            super(TemplateMode.HTML, prefix, StandardTextTagProcessor.ATTR_NAME, StandardTextTagProcessor.PRECEDENCE - 1, true);
        }

        @Override
        protected void doProcess(ITemplateContext context, IProcessableElementTag tag, AttributeName name, String expression,
                @Nullable Object result, IElementTagStructureHandler structure) {
            String text = result == null ? "" : result.toString();
            String element = tag.getElementCompleteName();
            String body = AS_IT_IS.contains(element)
                    ? HtmlEscape.escapeHtml4Xml(text)
                    : WITHOUT_MARKUP.contains(element) ? HtmlEscape.escapeHtml4Xml(NameMarkup.plain(text)) : NameMarkup.html(text);
            structure.setBody(body, false);
        }
    }
}
