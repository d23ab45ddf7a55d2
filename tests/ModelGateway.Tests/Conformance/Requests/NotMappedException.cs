namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>A recorded request holds what Microsoft.Extensions.AI's types cannot; the message says what, and is counted by.</summary>
internal sealed class NotMappedException(string what) : Exception(what);
