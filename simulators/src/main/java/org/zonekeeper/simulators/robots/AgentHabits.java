package org.zonekeeper.simulators.robots;

import java.time.Duration;
import java.util.List;

/** Source of agents' habits: how long things take them, and how they treat each of their calls. */
public interface AgentHabits {
  /** What {@link CallHabit} has for something that is not done. */
  long NEVER = -1;

  /** From not ready to asking to be ready. */
  Duration ready();

  /** From being logged out to logging on by force. */
  Duration relogin();

  /** How the agent treats the call of this number; the same question has the same answer. */
  CallHabit forCall(String agent, long number);

  /**
   * How one call will be treated. Milliseconds; negative: not at all.
   *
   * @param releaseAfter from being connected to ending the call
   * @param holdAfter from being connected to holding it
   * @param holdFor length of the hold
   * @param wrapUpAfter from the start of wrap-up to choosing a code; negative: it runs out
   * @param extendAfter from the start of wrap-up to asking for more time
   * @param pauseFor length of the break that follows
   * @param cardAfter from being connected to pausing the recording, to take card data
   * @param consultAfter from being connected to calling a second party in
   * @param callBackAfter from the start of wrap-up to arranging a callback
   * @param noteAfter from the start of wrap-up to writing a note
   * @param doNotCallAfter from the start of wrap-up, or of the look at a contact, to putting the
   *     contact on the do-not-call list
   * @param blendAfter from the start of wrap-up to asking for inbound work
   * @param choice picks the completion code, what a consult leads to, and which callback it is
   */
  record CallHabit(
      long releaseAfter,
      long holdAfter,
      long holdFor,
      long wrapUpAfter,
      long extendAfter,
      long pauseFor,
      long cardAfter,
      long consultAfter,
      long callBackAfter,
      long noteAfter,
      long doNotCallAfter,
      long blendAfter,
      int choice) {

    /** The code chosen among those offered; at least one is. */
    public String codeOf(List<String> codes) {
      return codes.get(Math.floorMod(choice, codes.size()));
    }
  }
}
