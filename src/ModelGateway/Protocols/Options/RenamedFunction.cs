using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Options;

/// <summary>A function under another name. There is one for each function, so that what is derived from its schema is made once.</summary>
internal sealed class RenamedFunction : AIFunctionDeclaration
{
    private static readonly ConditionalWeakTable<AIFunctionDeclaration, RenamedFunction> Made = [];

    private readonly AIFunctionDeclaration _inner;

    private RenamedFunction(AIFunctionDeclaration inner, string name)
    {
        _inner = inner;
        Name = name;
    }

    public override string Name { get; }

    public override string Description => _inner.Description;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties => _inner.AdditionalProperties;

    public override JsonElement JsonSchema => _inner.JsonSchema;

    public override JsonElement? ReturnJsonSchema => _inner.ReturnJsonSchema;

    public static RenamedFunction From(AIFunctionDeclaration function, string name) =>
        Made.GetValue(function, inner => new RenamedFunction(inner, name));

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : _inner.GetService(serviceType, serviceKey);
}
