package org.zonekeeper.simulation.kafka;

import org.zonekeeper.simulation.kafka.Transaction.State;

/**
 * A process's transactional producer from its start until it is fenced. Confined to the world's
 * thread.
 */
public final class ProducerSession {
  private final VirtualBroker broker;
  private final Fencing fencing;
  private Transaction open = new Transaction();
  private boolean fenced;

  /** Whether the broker does what it promises; anything else is sabotage, for tests. */
  public enum Fencing {
    WORKS,
    /** A fenced producer's transaction is committed all the same. */
    BROKEN
  }

  ProducerSession(VirtualBroker broker, Fencing fencing) {
    this.broker = broker;
    this.fencing = fencing;
  }

  Transaction transaction() {
    return open;
  }

  /**
   * Commits what is open and begins anew.
   *
   * @throws FencedException if the session is over
   */
  void commit() {
    requireNotFenced();
    broker.commit(open);
    open = new Transaction();
  }

  /**
   * The open transaction is rolled back; the process goes on with a new one.
   *
   * @throws FencedException if the session is over: who is fenced cannot begin a transaction either
   */
  void abort() {
    requireNotFenced();
    if (open.is(State.OPEN)) {
      broker.abort(open);
    }
    open = new Transaction();
  }

  /** Another has taken the producer's name: what is open will never be committed. */
  void fence() {
    fenced = true;
    broker.abort(open);
  }

  private void requireNotFenced() {
    if (fenced && fencing == Fencing.WORKS) {
      throw new FencedException();
    }
  }

  /** The producer found out that it was fenced. */
  static final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
