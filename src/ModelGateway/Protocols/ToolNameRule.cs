namespace ModelGateway.Protocols;

/// <summary>Which names of tools a protocol's services take.</summary>
internal enum ToolNameRule
{
    /// <summary>Letters, digits, <c>_</c> and <c>-</c>; at most 64.</summary>
    Usual,

    /// <summary>A letter or <c>_</c>, then letters, digits, <c>_</c>, <c>-</c>, <c>.</c> and <c>:</c>; at most 64.</summary>
    Identifier,

    /// <summary>Any.</summary>
    Any,
}
