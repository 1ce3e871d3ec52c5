package org.zonekeeper.check.invariant;

import java.util.List;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.story.CallStory;
import org.zonekeeper.check.story.Findings;
import org.zonekeeper.check.story.Judge;
import org.zonekeeper.check.story.Story;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;

/** A call has one beginning and one end, and nothing happens to it before or after. */
public final class CallsEndOnce implements Judge {
  @Override
  public String id() {
    return "one-end-a-call";
  }

  @Override
  public String title() {
    return "every call has one beginning and exactly one completion code";
  }

  @Override
  public void judge(Story story, Findings findings) {
    long underWay = 0;
    for (CallStory call : story.journal().calls()) {
      List<JournalEntry> ends = call.every(CallCompleted.class);
      findings.require(
          ends.size() <= 1, "call %s ended %d times: %s".formatted(call.id(), ends.size(), ends));
      findings.require(
          call.every(CallAttempted.class).size() == 1,
          "call %s began %d times".formatted(call.id(), call.every(CallAttempted.class).size()));
      if (ends.isEmpty()) {
        underWay++;
      } else {
        afterwards(call, ends.getFirst().sequence(), findings);
      }
    }
    findings.proof(
        "%d calls, %d still under way".formatted(story.journal().calls().size(), underWay));
  }

  private static void afterwards(CallStory call, long end, Findings findings) {
    call.all()
        .filter(entry -> entry.sequence() > end)
        .filter(entry -> entry.type().startsWith("Call") && !entry.is(CallCompleted.class))
        .forEach(entry -> findings.fault("%s comes after the call's end".formatted(entry)));
  }
}
