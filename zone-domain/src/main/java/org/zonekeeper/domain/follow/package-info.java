/** What follows from a state by itself: assignments, allocations of agents, jobs that end. */
package org.zonekeeper.domain.follow;
