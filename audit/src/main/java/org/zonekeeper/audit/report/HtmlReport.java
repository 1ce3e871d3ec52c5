package org.zonekeeper.audit.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import org.zonekeeper.audit.failover.DesktopNotices;
import org.zonekeeper.audit.failover.OwnerChange;
import org.zonekeeper.audit.failover.OwnerChange.Kind;

/** Writes the page. Confined to one thread. */
public final class HtmlReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss.SSS");

  private final ReportData data;
  private final DesktopNotices notices;
  private final String source;
  private final List<String> missing;
  private final ZoneId here;
  private final StringBuilder page = new StringBuilder();

  /**
   * @param source what was read, in words
   * @param missing what was missing or damaged; stands at the top
   * @param here the time zone that times are shown in
   */
  public HtmlReport(
      ReportData data, DesktopNotices notices, String source, List<String> missing, ZoneId here) {
    this.data = data;
    this.notices = notices;
    this.source = source;
    this.missing = List.copyOf(missing);
    this.here = here;
  }

  public void write(Path file) throws IOException {
    head();
    if (data.isEmpty()) {
      page.append("<p>The journal has no event in this period.</p>");
    } else {
      summary();
      owners();
      changes();
    }
    page.append("</main></body></html>\n");
    Files.writeString(file, page);
  }

  private void head() throws IOException {
    page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<meta name=\"color-scheme\" content=\"light dark\">")
        .append("<title>Zonekeeper audit</title><style>")
        .append(resource("report.css"))
        .append("</style></head><body><main><h1>Failovers and calls</h1>");
    add("<p class=\"lead\">Read from %s.", source);
    if (!data.isEmpty()) {
      add(
          " From %s to %s (%s), %,d events.",
          time(data.begin()), time(data.end()), here, data.events());
    }
    page.append("</p>");
    for (String what : missing) {
      add("<p class=\"partial\" role=\"alert\"><strong>Partial.</strong> %s</p>", what);
    }
  }

  private void summary() {
    List<OwnerChange> changes = data.changes();
    List<OwnerChange> outages = changes.stream().filter(ReportCharts::isOutage).toList();
    List<Long> lengths =
        outages.stream()
            .flatMap(
                outage ->
                    outage.availableAt().stream().mapToObj(at -> at - outage.beginning().beganAt()))
            .sorted()
            .toList();
    page.append("<dl class=\"cards\">");
    card("zones", Integer.toString(data.zones().size()));
    card("planned handovers", Integer.toString(changes.size() - outages.size()));
    card("outages", Integer.toString(outages.size()));
    card(
        "median outage",
        lengths.isEmpty() ? "none" : "%,d ms".formatted(lengths.get(lengths.size() / 2)));
    card("longest outage", lengths.isEmpty() ? "none" : "%,d ms".formatted(lengths.getLast()));
    card(
        "calls marked for failover",
        Integer.toString(outages.stream().mapToInt(outage -> outage.marked().size()).sum()));
    card(
        "commands refused",
        Long.toString(
            outages.stream().mapToLong(o -> o.refusedByGateway() + o.refusedByZone()).sum()));
    page.append("</dl>");
  }

  private void card(String name, String value) {
    add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
  }

  private void owners() {
    List<String> owners = ReportCharts.ownersOf(data);
    page.append("<section><h2>Who owned which zone</h2><p class=\"legend\">");
    for (String owner : owners) {
      add("<span class=\"key k-owner%s\"></span>%s ", owners.indexOf(owner) % 8, owner);
    }
    page.append("<span class=\"key k-outage\"></span>outage ")
        .append("<span class=\"key k-dialled\"></span>calls dialled ")
        .append("<span class=\"key k-talked\"></span>calls that got an agent</p>")
        .append("<div class=\"chart\" tabindex=\"0\">")
        .append(ReportCharts.owners(data, owners, here))
        .append("</div></section>");
  }

  private void changes() {
    List<OwnerChange> changes = data.changes();
    page.append("<section><h2>Changes of owner</h2>");
    if (changes.isEmpty()) {
      page.append("<p>None in this period.</p></section>");
      return;
    }
    page.append("<table><thead><tr>");
    for (String heading :
        List.of("when", "zone", "what", "grounds", "took", "agents", "marked", "refused")) {
      add("<th scope=\"col\">%s</th>", heading);
    }
    page.append("</tr></thead><tbody>");
    for (OwnerChange change : changes) {
      add(
          "<tr><td><a href=\"#%s\">%s</a></td><td>%s</td><td>%s</td><td>%s</td>",
          id(change),
          time(change.change().at()),
          change.zone(),
          title(change),
          change.beginning().grounds());
      add(
          "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td"
              + " class=\"n\">%s</td></tr>",
          took(change),
          change.agents().size(),
          change.marked().size(),
          change.refusedByGateway() + change.refusedByZone());
    }
    page.append("</tbody></table></section>");
    changes.forEach(this::change);
  }

  private void change(OwnerChange change) {
    add("<section id=\"%s\"><h3>%s, %s</h3>", id(change), change.zone(), title(change));
    add(
        "<p>%s, epoch %s, sequence %s. Grounds: %s.</p>",
        time(change.change().at()),
        change.epoch(),
        change.change().sequence(),
        change.beginning().grounds());
    page.append("<div class=\"chart\" tabindex=\"0\">")
        .append(ReportCharts.steps(change, ToldSteps.of(change, data, notices)))
        .append("</div>");
    effects(change);
    List<CallBar> calls = data.zone(change.zone()).callsAt(change);
    if (!calls.isEmpty()) {
      calls(change, calls);
    }
    page.append("</section>");
  }

  private void effects(OwnerChange change) {
    page.append("<ul>");
    item("%d agents were logged on".formatted(change.agents().size()));
    if (ReportCharts.isOutage(change)) {
      item(
          "%d commands were refused at the gateway, %d by the zone"
              .formatted(change.refusedByGateway(), change.refusedByZone()));
      item("%d calls were marked nuisance, cause FAILOVER".formatted(change.marked().size()));
      item("%d lines went down meanwhile".formatted(change.endedMeanwhile().size()));
      item(
          "%d desktops were asked for their states, %d agreed"
              .formatted(change.checksAsked(), change.checksPassed()));
    } else {
      item(
          "no event for %d ms around it; nobody was told, nothing was marked"
              .formatted(change.change().at() - change.beginning().lastBefore()));
    }
    page.append("</ul>");
  }

  private void item(String text) {
    page.append("<li>").append(Html.escaped(text)).append("</li>");
  }

  private void calls(OwnerChange change, List<CallBar> calls) {
    page.append("<h4>Calls with a person on the line when it began</h4>")
        .append("<p class=\"legend\"><span class=\"key k-ringing\"></span>ringing ")
        .append("<span class=\"key k-waiting\"></span>waiting for an agent ")
        .append("<span class=\"key k-given-up\"></span>marked as nuisance ")
        .append("<span class=\"key k-talking\"></span>with an agent ")
        .append("<span class=\"key k-wrapup\"></span>wrap-up ")
        .append("<span class=\"key k-band\"></span>")
        .append(ReportCharts.isOutage(change) ? "outage" : "handover")
        .append("</p><div class=\"chart\" tabindex=\"0\">")
        .append(ReportCharts.calls(change, calls, data.end()))
        .append("</div>");
    int more = data.zone(change.zone()).callsLeftOut(change);
    if (more > 0) {
      add("<p>%s more are not drawn.</p>", more);
    }
    page.append("<details><summary>The same as a table</summary><table><thead><tr>");
    for (String heading :
        List.of("call", "dialled", "answered", "agent on", "line down", "mark", "outcome")) {
      add("<th scope=\"col\">%s</th>", heading);
    }
    page.append("</tr></thead><tbody>");
    for (CallBar call : calls) {
      add(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td>",
          call.callId(),
          time(call.dialledAt()),
          shown(call.answeredAt()),
          shown(call.connectedAt()));
      add(
          "<td>%s</td><td>%s</td><td>%s</td></tr>",
          shown(call.downAt()),
          call.nuisance().map(CallBar.Mark::cause).orElse("-"),
          call.outcome());
    }
    page.append("</tbody></table></details>");
  }

  private String shown(OptionalLong at) {
    return at.isPresent() ? time(at.getAsLong()) : "-";
  }

  private static String id(OwnerChange change) {
    return "change-%s-%d".formatted(change.zone(), change.epoch());
  }

  private static String title(OwnerChange change) {
    OwnerChange.Beginning begin = change.beginning();
    return switch (begin.kind()) {
      case OPENED -> "opened by " + begin.to();
      case PLANNED -> "planned handover, %s to %s".formatted(begin.from(), begin.to());
      case OUTAGE -> "outage, %s to %s".formatted(begin.from(), begin.to());
      case OWN_SILENCE -> "outage, silence of %s, which kept the zone".formatted(begin.to());
    };
  }

  private static String took(OwnerChange change) {
    if (change.beginning().kind() == Kind.PLANNED) {
      return "%,d ms".formatted(change.change().at() - change.beginning().lastBefore());
    }
    return change.availableAt().isPresent()
        ? "%,d ms".formatted(change.availableAt().getAsLong() - change.beginning().beganAt())
        : "not over";
  }

  private String time(long millis) {
    return Instant.ofEpochMilli(millis).atZone(here).format(TIME);
  }

  /** Markup with values put in, each made safe. */
  private void add(String markup, Object... values) {
    Object[] safe = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      safe[i] = values[i] instanceof Number ? values[i] : Html.escaped(values[i]);
    }
    page.append(markup.formatted(safe));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program was built without " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
