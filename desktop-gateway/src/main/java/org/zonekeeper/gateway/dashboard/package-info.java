/**
 * What a supervisor's dashboard shows beyond single notices: rows of agents, counters of jobs and
 * the changes of owner with what each cost, all of them folds of the journal. Knows of no session
 * and no connection; gateway thread only.
 */
package org.zonekeeper.gateway.dashboard;
