package org.zonekeeper.audit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.archive.Segment;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.settings.Failures;

/** Every command on an archive of two zones' lives, one killed and handed over. */
class AuditCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;

  private static Path archive;
  private static List<JournalRecord> north;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void lived() {
    Life life = new Life("north", 21).more(900).killed().more(600).handedOver().more(400);
    north = Journals.records(life);
    archive =
        Journals.archive(directory.resolve("a"), 10_000, life, new Life("south", 22).more(400));
  }

  @Test
  void eventsAreAllThereByTimeAndFiltered() throws IOException {
    assertThat(run("events", "--json")).isZero();
    List<JsonNode> all = lines();
    assertThat(all).hasSizeGreaterThan(north.size() + 399);
    assertThat(all.stream().map(line -> line.path("at").asLong()).toList()).isSorted();

    assertThat(run("events", "--json", "--zone", "north", "--kind", "Zone*,CallCompleted"))
        .isZero();
    assertThat(lines())
        .extracting(line -> line.path("type").asText())
        .contains("ZoneTakenOver", "CallCompleted")
        .allMatch(type -> type.startsWith("Zone") || type.equals("CallCompleted"));

    assertThat(run("events", "--zone", "north", "--from-sequence", "10", "--to-sequence", "12"))
        .isZero();
    assertThat(out.toString().lines()).hasSize(4);
  }

  @Test
  void anUnknownKindIsAnErrorOfUseThatNamesThoseThereAre() {
    assertThat(run("events", "--kind", "CallCompleet")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("there is no event CallCompleet").contains("CallCompleted");
  }

  @Test
  void theStateAtASequenceIsTheFoldUpToIt() throws IOException {
    ZoneState fold = ZoneState.empty("north");
    north.stream().limit(1234).forEach(record -> Applications.apply(fold, record.event()));

    assertThat(run("state", "--at", "1234", "--zone", "north", "--json")).isZero();
    assertThat(lines().getFirst().path("digest").asText()).isEqualTo(fold.digest());
    assertThat(run("state", "--at", "@" + north.getLast().at(), "--zone", "north")).isZero();
    assertThat(out.toString()).contains("AVAILABLE, epoch 3, owner am-3").contains("a-north-1");
    assertThat(run("state", "--agent", "a-north-1")).isZero();
    assertThat(out.toString()).contains("agentState");
  }

  @Test
  void aStateThatTheArchiveKeepsIsTheFoldOfAllBefore() throws IOException {
    List<Segment> segments = Archive.open(archive).segments("north");
    assertThat(segments)
        .hasSizeGreaterThan(1)
        .allMatch(segment -> !segment.stateSha256().isEmpty());
    String at = Long.toString(segments.get(0).lastSequence() + 3);

    assertThat(run("state", "--zone", "north", "--at", at, "--json")).isZero();
    List<JsonNode> shortCut = lines();
    assertThat(run("state", "--zone", "north", "--at", at, "--json", "--from-the-beginning"))
        .isZero();
    assertThat(shortCut).isEqualTo(lines());
  }

  @Test
  void aStateThatWasTamperedWithIsNamedAndDoneWithout() throws IOException {
    Path copy = directory.resolve("tampered");
    assertThat(run("export", copy.toString(), "--zone", "north")).isZero();
    assertThat(on(copy, "state", "--json", "--at", "@" + Long.MAX_VALUE / 10)).isZero();
    List<JsonNode> good = lines();
    Path state = copy.resolve("north/north-0000000000000000001.state.avro");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length / 2] ^= 1;
    Files.write(state, bytes);

    assertThat(on(copy, "state", "--json", "--at", "@" + Long.MAX_VALUE / 10))
        .isEqualTo(ExitCode.PARTIAL);
    assertThat(err.toString())
        .contains("state north/north-0000000000000000001.state.avro cannot be used");
    assertThat(lines().getFirst()).isEqualTo(good.getFirst());
  }

  @Test
  void whatIsNotThereIsAFailureThatSaysSo() {
    assertThat(run("state", "--agent", "nobody")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("there was no agent nobody in [north, south]");
    assertThat(run("call", "no-call")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("knows no call no-call");
  }

  @Test
  void aSequenceNeedsAZone() {
    assertThat(run("state", "--at", "5")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("name the zone with --zone");
  }

  @Test
  void aDiffHasWhatChangedAndNothingElse() throws IOException {
    assertThat(run("diff", "--from", "700", "--to", "700", "--zone", "north", "--json")).isZero();
    assertThat(lines()).isEmpty();

    assertThat(run("diff", "--from", "2", "--to", "900", "--zone", "north", "--json")).isZero();
    assertThat(lines())
        .anyMatch(
            line ->
                line.path("kind").asText().equals("CAME")
                    && line.path("entity").asText().equals("agent a-north-1"))
        .anyMatch(
            line ->
                line.path("field").asText().equals("sequence")
                    && line.path("before").asLong() == 2
                    && line.path("after").asLong() == 900);
  }

  @Test
  void aMarkedCallsStoryTellsTheOutageAndWhoDidWhat() throws IOException {
    String call =
        north.stream()
            .map(JournalRecord::event)
            .filter(
                event ->
                    event instanceof CallMarkedNuisance mark
                        && mark.getCause() == NuisanceCause.FAILOVER)
            .map(event -> ((CallMarkedNuisance) event).getCallId())
            .findFirst()
            .orElseThrow();

    assertThat(run("call", call)).isZero();
    assertThat(out.toString())
        .contains("Marked as nuisance call, cause FAILOVER")
        .contains("1 outage(s) fell into its life: it was marked as a nuisance call for it.")
        .contains("** OUTAGE, zone taken over from am-1 by am-2, epoch 2")
        .contains("the platform reported AttemptStarted");

    CallCompleted sold = sold();
    assertThat(run("call", sold.getCallId(), "--json")).isZero();
    assertThat(lines())
        .anyMatch(
            line ->
                line.path("type").asText().equals("CallCompleted")
                    && line.path("because")
                        .asText()
                        .startsWith("WrapUpContact of " + sold.getAgentId()));
  }

  @Test
  void anAgentsStoryBeginsWithTheLogOn() {
    assertThat(run("agent", "a-north-2")).isZero();
    assertThat(out.toString().lines().filter(line -> line.contains("+")).findFirst().orElseThrow())
        .contains("agent a-north-2 logs on")
        .contains("LogOn of a-north-2");
  }

  @Test
  void failoversAreToldStepByStep() throws IOException {
    assertThat(run("failovers", "--zone", "north", "--json")).isZero();
    List<JsonNode> changes = lines();
    assertThat(changes)
        .extracting(line -> line.path("kind").asText())
        .containsExactly("OPENED", "OUTAGE", "PLANNED");
    JsonNode outage = changes.get(1);
    assertThat(outage.path("callsMarked").size())
        .isEqualTo(
            (int)
                count(
                    event ->
                        event instanceof CallMarkedNuisance mark
                            && mark.getCause() == NuisanceCause.FAILOVER))
        .isPositive();
    assertThat(outage.path("refusedByZone").asLong())
        .isEqualTo(count(CommandRefused.class::isInstance))
        .isPositive();
    assertThat(outage.path("agents").size()).isEqualTo(4);
    assertThat(outage.path("steps"))
        .extracting(step -> step.path("step").asText())
        .containsExactly(
            "taken over",
            "commands of the outage read",
            "facts of the outage read",
            "zone works again",
            "calls and desktops are checked",
            "first dialling authorised",
            "first call assigned");
    ZoneTakenOver taken =
        north.stream()
            .map(JournalRecord::event)
            .filter(ZoneTakenOver.class::isInstance)
            .map(ZoneTakenOver.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(outage.path("beganAt").asLong()).isEqualTo(taken.getOutageBeganAt());

    assertThat(run("failovers")).isZero();
    assertThat(out.toString())
        .contains("OUTAGE am-1 -> am-2")
        .contains("PLANNED handover am-2 -> am-3")
        .contains("2 zones: 1 planned handovers, 1 outages");
  }

  @Test
  void transcriptsTellWhenDesktopsHeard() throws IOException {
    ZoneTakenOver taken =
        north.stream()
            .map(JournalRecord::event)
            .filter(ZoneTakenOver.class::isInstance)
            .map(ZoneTakenOver.class::cast)
            .findFirst()
            .orElseThrow();
    Path transcript = directory.resolve("desktops.jsonl");
    Files.writeString(
        transcript,
        Stream.of("a-north-1", "a-north-2")
            .map(
                agent ->
                    "{\"at\":%d,\"kind\":\"in\",\"agent\":\"%s\",\"message\":{\"type\":\"POMNotAvailable\",\"zone\":\"north\"}}%n"
                        .formatted(taken.getOutageBeganAt() + 1500, agent))
            .reduce("", String::concat));

    assertThat(run("failovers", "--transcripts", transcript.toString())).isZero();
    assertThat(out.toString())
        .contains("POMNotAvailable heard by 2 desktops, first +1500 ms, last +1500 ms");
  }

  @Test
  void theReportIsOneFileThatNeedsNoOther() throws IOException {
    Path html = directory.resolve("report.html");

    assertThat(run("report", "--html", html.toString())).isZero();
    String page = Files.readString(html);
    assertThat(page)
        .contains("outage, am-1 to am-2")
        .contains("planned handover, am-2 to am-3")
        .contains("prefers-color-scheme: dark")
        .contains("role=\"img\" aria-label=")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("<script")
        .doesNotContain("null");
  }

  @Test
  void anExportOfAPartSaysThatItIsAPart() {
    Path part = directory.resolve("part");
    String from = "@" + north.get(500).at();

    assertThat(run("export", part.toString(), "--zone", "north", "--from", from)).isZero();
    assertThat(Archive.open(part).extent("north").firstSequence()).isGreaterThan(1);

    assertThat(on(part, "events")).isEqualTo(ExitCode.PARTIAL);
    assertThat(err.toString())
        .contains("PARTIAL: zone north: the archive")
        .contains("begins with sequence");
    assertThat(on(part, "events", "--from", from)).isZero();
    assertThat(on(part, "state")).isEqualTo(ExitCode.PARTIAL);
    assertThat(err.toString()).contains("a state needs every event from the first on");
    assertThat(on(part, "report", "--html", directory.resolve("part.html").toString()))
        .isEqualTo(ExitCode.PARTIAL);
  }

  @Test
  void aDamagedFileGivesAPartialResultThatNamesIt() throws IOException {
    Path copy = directory.resolve("copy");
    assertThat(run("export", copy.toString(), "--segment-megabytes", "1")).isZero();
    Segment broken = Archive.open(copy).segments("north").getLast();
    Path file = copy.resolve(broken.file());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 40] ^= 1;
    Files.write(file, bytes);

    assertThat(on(copy, "events")).isEqualTo(ExitCode.PARTIAL);
    assertThat(err.toString()).contains("PARTIAL: ").contains(broken.file());
    assertThat(on(copy, "events", "--json", "--zone", "north")).isEqualTo(ExitCode.PARTIAL);
    assertThat(lines().getLast().path("partial").asText()).contains("is damaged");
    assertThat(on(copy, "state", "--zone", "south")).isZero();
  }

  @Test
  void noJournalAtAllIsAnErrorOfUse() {
    assertThat(execute("events")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--bootstrap-servers is missing");
  }

  @Test
  void wrongTimesAndZonesAreErrorsOfUse() {
    assertThat(run("state", "--at", "yesterday")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'yesterday' is none of: a sequence (1042)");
    assertThat(run("events", "--zone", "west")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("has no zone west; it has north, south");
    assertThat(run("events", "--follow")).isEqualTo(ExitCode.USAGE);
    assertThat(run("events", "--time-zone", "Mars")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aDirectoryThatIsNoArchiveIsAFailure() {
    assertThat(on(directory, "events")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("is no archive");
  }

  private static CallCompleted sold() {
    return north.stream()
        .map(JournalRecord::event)
        .filter(
            event -> event instanceof CallCompleted end && end.getCompletionCode().equals("Sale"))
        .map(CallCompleted.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static long count(Predicate<Object> condition) {
    return north.stream().map(JournalRecord::event).filter(condition).count();
  }

  private int run(String... arguments) {
    return on(archive, arguments);
  }

  private int on(Path source, String... arguments) {
    return execute(
        Stream.concat(Arrays.stream(arguments), Stream.of("--archive", source.toString()))
            .toArray(String[]::new));
  }

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Failures.toldBy(AuditCommand.commandLine())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
