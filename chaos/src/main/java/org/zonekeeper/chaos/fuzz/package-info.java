/**
 * Inputs of every kind, made from the contract's schemas and the protocols' own tables, for every
 * decoder and every port: whatever comes is taken or refused.
 */
package org.zonekeeper.chaos.fuzz;
