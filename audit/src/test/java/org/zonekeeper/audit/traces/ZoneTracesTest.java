package org.zonekeeper.audit.traces;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.management.traces.Tracing;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/** Traces of a zone's life with an outage and a handover. */
class ZoneTracesTest {
  private static final AttributeKey<String> CALL_ID = AttributeKey.stringKey("zonekeeper.call.id");
  private static final long NANOS_PER_MILLI = 1_000_000;

  private static List<JournalRecord> journal;
  private static List<SpanData> spans;

  @BeforeAll
  static void lived() {
    journal =
        Journals.records(new Life("north", 21).more(900).killed().more(600).handedOver().more(400));
    spans = tracesOf(journal);
  }

  @Test
  void eachCommandHasASpanWithWhatItLedTo() {
    Map<String, List<JournalRecord>> byCommand =
        journal.stream()
            .filter(record -> record.header().getCause().getKind() == CauseKind.COMMAND)
            .collect(groupingBy(record -> record.header().getCause().getId()));
    Map<String, SpanData> commands =
        spans.stream()
            .filter(span -> span.getAttributes().get(Tracing.COMMAND_ID) != null)
            .collect(
                toMap(span -> span.getAttributes().get(Tracing.COMMAND_ID), Function.identity()));

    assertThat(commands).hasSizeGreaterThan(10).hasSameSizeAs(byCommand);
    byCommand.forEach(
        (id, led) -> {
          SpanData span = commands.get(id);
          assertThat(span.getName()).isEqualTo(led.getFirst().header().getCause().getType());
          assertThat(span.getParentSpanContext().isValid()).isFalse();
          assertThat(span.getEvents())
              .extracting(EventData::getName)
              .isEqualTo(led.stream().map(record -> record.event().typeName()).toList());
          Optional<String> refusal =
              led.stream()
                  .map(JournalRecord::event)
                  .filter(CommandRefused.class::isInstance)
                  .map(event -> ((CommandRefused) event).getReason().name())
                  .findFirst();
          assertThat(Optional.ofNullable(span.getAttributes().get(Tracing.REFUSAL)))
              .isEqualTo(refusal);
        });
  }

  @Test
  void eachCallIsATraceWithItsPhases() {
    List<CallCompleted> completed = events(CallCompleted.class);
    assertThat(completed).hasSizeGreaterThan(10);

    for (CallCompleted end : completed) {
      SpanData call = call(end.getCallId());
      assertThat(call.getStartEpochNanos()).isEqualTo(end.getAttemptedAt() * NANOS_PER_MILLI);
      assertThat(call.getEndEpochNanos()).isEqualTo(end.getHeader().getAt() * NANOS_PER_MILLI);
      assertThat(call.getAttributes().get(ZoneTraces.COMPLETE)).isTrue();
      List<SpanData> phases = childrenOf(call);
      assertThat(phases.getFirst().getName()).isEqualTo("attempt");
      for (int i = 1; i < phases.size(); i++) {
        // Unless the clocks of platform and zone differ: then the one before has no length.
        SpanData before = phases.get(i - 1);
        assertThat(before.getEndEpochNanos())
            .isLessThanOrEqualTo(
                Math.max(before.getStartEpochNanos(), phases.get(i).getStartEpochNanos()));
      }
      if (end.getConnectedAt() != null) {
        SpanData talk =
            phases.stream()
                .filter(phase -> phase.getName().equals("conversation"))
                .findFirst()
                .orElseThrow();
        assertThat(talk.getStartEpochNanos()).isEqualTo(end.getConnectedAt() * NANOS_PER_MILLI);
        assertThat(phases).extracting(SpanData::getName).contains("answer", "connect", "wrap-up");
      }
    }
  }

  @Test
  void aCallIsLinkedToTheCommandsThatChangedItAndTheyToIt() {
    CallCompleted sold =
        events(CallCompleted.class).stream()
            .filter(end -> end.getHeader().getCause().getKind() == CauseKind.COMMAND)
            .findFirst()
            .orElseThrow();
    SpanData call = call(sold.getCallId());
    SpanData command =
        spans.stream()
            .filter(
                span ->
                    sold.getHeader()
                        .getCause()
                        .getId()
                        .equals(span.getAttributes().get(Tracing.COMMAND_ID)))
            .findFirst()
            .orElseThrow();

    assertThat(linksOf(call)).contains(command.getTraceId() + command.getSpanId());
    assertThat(linksOf(command)).contains(call.getTraceId() + call.getSpanId());
  }

  @Test
  void anOutageBeginsWithTheLastSignOfLifeAndIsInTheCallsThatItHit() {
    ZoneTakenOver taken = events(ZoneTakenOver.class).getFirst();
    long availableAt =
        events(ZoneAvailable.class).stream()
            .map(event -> event.getHeader().getAt())
            .filter(at -> at >= taken.getHeader().getAt())
            .findFirst()
            .orElseThrow();
    SpanData outage = named("outage");

    assertThat(outage.getStartEpochNanos()).isEqualTo(taken.getOutageBeganAt() * NANOS_PER_MILLI);
    assertThat(outage.getEndEpochNanos()).isEqualTo(availableAt * NANOS_PER_MILLI);
    assertThat(childrenOf(outage))
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder(
            "silence", "read to barrier in COMMANDS", "read to barrier in FACTS");
    assertThat(events(CallMarkedNuisance.class))
        .filteredOn(mark -> mark.getCause() == NuisanceCause.FAILOVER)
        .isNotEmpty()
        .allSatisfy(
            mark -> {
              SpanData call = call(mark.getCallId());
              assertThat(linksOf(call)).contains(outage.getTraceId() + outage.getSpanId());
              assertThat(call.getAttributes().get(AttributeKey.stringKey("zonekeeper.nuisance")))
                  .isEqualTo("FAILOVER");
            });
    assertThat(named("handover").getEndEpochNanos())
        .isEqualTo(events(ZoneHandedOver.class).getFirst().getHeader().getAt() * NANOS_PER_MILLI);
  }

  @Test
  void madeAgainTheyAreTheSame() {
    assertThat(tracesOf(journal)).isEqualTo(spans);
    assertThat(spans)
        .extracting(span -> span.getTraceId() + span.getSpanId())
        .doesNotHaveDuplicates();
  }

  @Test
  void ofAPartTheyHaveTheSameIdsAndWhatIsCutOffSaysSo() {
    List<SpanData> part = tracesOf(journal.subList(0, 700));

    List<SpanData> cut =
        part.stream()
            .filter(span -> Boolean.FALSE.equals(span.getAttributes().get(ZoneTraces.COMPLETE)))
            .toList();
    assertThat(cut).isNotEmpty();
    assertThat(cut)
        .allSatisfy(
            span ->
                assertThat(call(span.getAttributes().get(CALL_ID)).getSpanContext())
                    .isEqualTo(span.getSpanContext()));
    // A stretch that begins in the middle leaves out the calls that it has no beginning of.
    assertThat(calls(tracesOf(journal.subList(300, 700))))
        .isNotEmpty()
        .hasSizeLessThan(calls(part).size());
  }

  @Test
  void noAgentIsNamed() {
    assertThat(spans)
        .allSatisfy(
            span -> assertThat(span.getAttributes().asMap().values()).doesNotContain("a-north-1"));
  }

  private static List<SpanData> tracesOf(List<JournalRecord> records) {
    List<SpanData> made = new ArrayList<>();
    ZoneTraces traces = new ZoneTraces("north", made::add);
    records.forEach(traces::hear);
    traces.end();
    return made;
  }

  private static <E extends Event> List<E> events(Class<E> type) {
    return journal.stream()
        .map(JournalRecord::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static List<SpanData> calls(List<SpanData> among) {
    return among.stream().filter(span -> span.getName().equals("call")).toList();
  }

  private static SpanData call(String id) {
    return spans.stream()
        .filter(span -> id.equals(span.getAttributes().get(CALL_ID)))
        .findFirst()
        .orElseThrow();
  }

  private static SpanData named(String name) {
    List<SpanData> found = spans.stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as("spans named " + name).hasSize(1);
    return found.getFirst();
  }

  /** In the order in which they were made, which is that of time. */
  private static List<SpanData> childrenOf(SpanData parent) {
    return spans.stream()
        .filter(span -> span.getTraceId().equals(parent.getTraceId()))
        .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
        .toList();
  }

  private static List<String> linksOf(SpanData span) {
    return span.getLinks().stream()
        .map(LinkData::getSpanContext)
        .map(context -> context.getTraceId() + context.getSpanId())
        .toList();
  }
}
