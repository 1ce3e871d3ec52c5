package org.zonekeeper.acr;

import java.time.Duration;

/**
 * When a pipeline may go on: at once, after a pause that grows with every failure, or after a long
 * one if nothing will change before a person does something. Has the log say what is wrong, and
 * when that is over. Used by its pipeline only.
 */
final class DeliveryRetry {
  /** A recorder that contradicts itself so often in a row is not asked at speed any more. */
  private static final int MOST_MISPLACEMENTS = 5;

  private final PipelineContext context;
  private final DeliveryTroubleLog trouble;
  private long notBefore;
  private int failures;
  private int misplacements;

  /** What the recorder says of its position proves nothing; only an acknowledged batch does. */
  private boolean inDoubt;

  DeliveryRetry(String zone, PipelineContext context) {
    this.context = context;
    this.trouble = new DeliveryTroubleLog(zone, context.nanos());
    this.notBefore = context.nanos().getAsLong();
  }

  /** Whether the pause is not over yet. */
  boolean isNeeded() {
    return context.nanos().getAsLong() - notBefore < 0;
  }

  /** What is wrong; empty: nothing. */
  String trouble() {
    return trouble.reason();
  }

  /** It may work the next time. */
  void tryAgain(String reason) {
    failures++;
    trouble.isThere(reason, pause(context.backOff().after(failures)));
  }

  /** The recorder is not where it said it was; it will be asked. */
  void outOfPlace(String reason) {
    misplacements++;
    inDoubt = true;
    boolean hopeless = misplacements >= MOST_MISPLACEMENTS;
    Duration next =
        hopeless ? context.settings().refusalPause() : context.backOff().after(misplacements);
    trouble.isThere("out of place: " + reason, pause(next));
  }

  /** It will not work before somebody does something. */
  void waitForSomebody(String reason) {
    needsSomebody(reason);
    forSomebody();
  }

  /** As {@link #waitForSomebody}, but what is at hand still goes out before the pause. */
  void needsSomebody(String reason) {
    inDoubt = true;
    trouble.needsSomebody(reason, context.settings().refusalPause());
  }

  /** The long pause begins. */
  void forSomebody() {
    pause(context.settings().refusalPause());
  }

  /** There was an answer to the question for the position. */
  void answered() {
    failures = 0;
  }

  /** The place was found. */
  void placed() {
    if (!inDoubt) {
      trouble.isOver();
    }
  }

  /** A batch was acknowledged, though what is wrong is not over. */
  void acknowledged() {
    failures = 0;
    misplacements = 0;
    inDoubt = false;
  }

  /** A batch was acknowledged, and all is well. */
  void worked() {
    acknowledged();
    trouble.isOver();
  }

  private Duration pause(Duration pause) {
    notBefore = context.nanos().getAsLong() + pause.toNanos();
    return pause;
  }
}
