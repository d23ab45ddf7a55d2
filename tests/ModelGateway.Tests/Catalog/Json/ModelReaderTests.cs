namespace ModelGateway.Tests.Catalog.Json;

/// <summary>What a file says about one model.</summary>
public sealed class ModelReaderTests
{
    [Theory]
    [InlineData("""{"provider":"a","models":{"m":{"name":""}}}""", "m", "name", "is empty")]
    [InlineData("""{"provider":"a","models":{"m":{"name":" x"}}}""", "m", "name", "spaces around it")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"x\u0000"}}}""", "m", "name", "control characters")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"x\u001b[31m"}}}""", "m", "name", "control characters")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"x\u202ey"}}}""", "m", "name", "control characters")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"x\n2026 fake log line"}}}""", "m", "name", "control characters")]
    [InlineData("""{"provider":"a","models":{"m":{"name":"\ud800"}}}""", "m", "name", "is no Unicode text")]
    [InlineData("""{"provider":"a","models":{"m":{"\ud800":1}}}""", "m", "(a name)", "is no Unicode text")]
    [InlineData("""{"provider":"a","models":{"\ud800":{}}}""", null, "(a name)", "is no Unicode text")]
    [InlineData("""{"provider":"a","models":{"m":{"name":7}}}""", "m", "name", "is no text")]
    [InlineData("""{"provider":"a","models":{"m":{"tokenizer":null}}}""", "m", "tokenizer", "is no text")]
    [InlineData("""{"provider":"a","models":{"m":{"kind":"Chat"}}}""", "m", "kind", "must be one of chat, embedding, other")]
    [InlineData("""{"provider":"a","models":{"m":{"context":0}}}""", "m", "context", "whole number from 1 to 100000000")]
    [InlineData("""{"provider":"a","models":{"m":{"context":-5}}}""", "m", "context", "whole number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":1.5}}}""", "m", "context", "whole number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":100000001}}}""", "m", "context", "whole number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":99999999999999999999}}}""", "m", "context", "whole number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":"128k"}}}""", "m", "context", "is no number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":NaN}}}""", null, "models", "is no valid JSON")]
    [InlineData("""{"provider":"a","models":{"m":{"context":true}}}""", "m", "context", "is no number")]
    [InlineData("""{"provider":"a","models":{"m":{"context":10,"maxInput":11}}}""", "m", null, "maxInput above its context")]
    [InlineData("""{"provider":"a","models":{"m":{"retentionDays":-1}}}""", "m", "retentionDays", "whole number from 0")]
    [InlineData("""{"provider":"a","models":{"m":{"dimensions":0}}}""", "m", "dimensions", "whole number from 1")]
    [InlineData("""{"provider":"a","models":{"m":{"can":["telepathy"]}}}""", "m", "can[0]", "is 'telepathy', which is no capability. Known: tools,")]
    [InlineData("""{"provider":"a","models":{"m":{"can":["Tools"]}}}""", "m", "can[0]", "is no capability")]
    [InlineData("""{"provider":"a","models":{"m":{"can":["tools","tools"]}}}""", "m", "can[1]", "is there twice")]
    [InlineData("""{"provider":"a","models":{"m":{"can":["tools"],"cannot":["tools"]}}}""", "m", null, "has in both can and cannot: tools")]
    [InlineData("""{"provider":"a","models":{"m":{"sunset":"2026-02-30"}}}""", "m", "sunset", "is no day")]
    [InlineData("""{"provider":"a","models":{"m":{"sunset":"1999-12-31"}}}""", "m", "sunset", "is no day")]
    [InlineData("""{"provider":"a","models":{"m":{"sunset":"9999-12-31"}}}""", "m", "sunset", "is no day")]
    [InlineData("""{"provider":"a","models":{"m":{"released":"2026-02-01","sunset":"2026-01-01"}}}""", "m", null, "days out of order")]
    public void Read_RejectsAWrongModel(string json, string? model, string? field, string problem) =>
        CatalogSamples.AssertFault(json, model, field, problem);
}
