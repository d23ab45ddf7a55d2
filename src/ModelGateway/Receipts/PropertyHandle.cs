using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelGateway.Receipts;

/// <summary>
/// Attaches an object to additional properties that others serialize, hash and replay. What is put there is a string whose content says
/// nothing and is always the same, and whose identity leads to the object; a string that was read back from a cache or a store is another
/// one and leads nowhere.
/// </summary>
internal static class PropertyHandle<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>
    where T : class
{
    private static readonly ConditionalWeakTable<string, T> Attached = [];

    public static void Set(AdditionalPropertiesDictionary properties, string key, T value)
    {
        string handle = new("attached".AsSpan());
        Attached.Add(handle, value);
        properties[key] = handle;
    }

    public static T? Find(AdditionalPropertiesDictionary? properties, string key) =>
        properties is not null && properties.TryGetValue(key, out object? value) && value is string handle
        && Attached.TryGetValue(handle, out T? attached)
            ? attached
            : null;
}
