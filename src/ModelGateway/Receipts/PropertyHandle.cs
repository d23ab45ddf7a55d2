using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelGateway.Receipts;

/// <summary>
/// Attaches an object to additional properties, which other code serializes, hashes and replays. The property holds a string, and
/// a table maps that string instance to the object. A string that was read back from a cache or a store is another instance,
/// so that nothing is found by it.
/// </summary>
/// <param name="key">The name of the property.</param>
internal sealed class PropertyHandle<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(string key)
    where T : class
{
    private readonly ConditionalWeakTable<string, T> _attached = [];

    /// <param name="properties">The properties.</param>
    /// <param name="value">The object.</param>
    /// <param name="text">What other code sees of it.</param>
    public void Set(AdditionalPropertiesDictionary properties, T value, string text = "attached")
    {
        string handle = new(text.AsSpan());
        _attached.Add(handle, value);
        properties[key] = handle;
    }

    public T? Find(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(key, out object? value) && value is string handle
        && _attached.TryGetValue(handle, out T? attached)
            ? attached
            : null;
}
