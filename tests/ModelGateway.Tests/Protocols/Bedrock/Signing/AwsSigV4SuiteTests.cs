using System.Collections;
using System.Reflection;
using System.Text;
using ModelGateway.Protocols.Bedrock.Signing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Bedrock.Signing;

/// <summary>AWS's own test suite for signatures, every case: canonical request, string to sign, authorization.</summary>
public sealed class AwsSigV4SuiteTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static readonly AwsSigV4 Signature = new("us-east-1", "service");
    private static readonly AwsCredentials Credentials = AwsCredentials.Parse("AKIDEXAMPLE:" + Secret);

    [Fact]
    public void EveryCase_IsSignedAsAwsSignsIt()
    {
        string folder = Path.GetDirectoryName(SharedData.Require("sigv4/LICENSE"))!;
        string[] requests = [.. Directory.EnumerateFiles(folder, "*.req", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        foreach (string file in requests)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            (string method, string target, List<KeyValuePair<string, string>> headers, string body) = Parse(File.ReadAllText(file));
            string expected = Read(file, "creq");
            if (name == "get-vanilla-with-session-token")
            {
                // The request lacks the token that the case signs.
                headers.Add(new("X-Amz-Security-Token", expected.Split('\n')
                    .Single(static line => line.StartsWith("x-amz-security-token:", StringComparison.Ordinal)).Split(':')[1]));
            }

            int query = target.IndexOf('?', StringComparison.Ordinal);
            AwsCanonicalRequest canonical = AwsCanonicalRequest.Create(
                method, query < 0 ? target : target[..query], query < 0 ? "" : target[(query + 1)..], headers,
                Encoding.UTF8.GetBytes(body));
            string timestamp = headers.Single(static header => header.Key.Equals("X-Amz-Date", StringComparison.OrdinalIgnoreCase)).Value;

            Assert.True(expected == canonical.Text, $"{name}:\n{canonical.Text}\ninstead of\n{expected}");
            Assert.Equal(Read(file, "sts"), Signature.StringToSign(canonical, timestamp));
            Assert.Equal(Read(file, "authz"), Signature.Authorize(canonical, Credentials, timestamp));
        }

        Assert.Equal(34, requests.Length);
    }

    [Fact]
    public void WhatIsEncodedOnTheWire_IsEncodedOnceMore()
    {
        AwsCanonicalRequest canonical = AwsCanonicalRequest.Create("POST", "/model/amazon.nova-lite-v1%3A0/converse", "", [], []);
        Assert.StartsWith("POST\n/model/amazon.nova-lite-v1%253A0/converse\n\n", canonical.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void SigningKeys_AreKeptByAllThatTheyDependOnAndNotWithoutEnd()
    {
        AwsSigningKeys keys = new();
        byte[] first = keys.Get("s", "20260101", "us-east-1", "bedrock").ToArray();
        Assert.True(keys.Get("s", "20260101", "us-east-1", "bedrock").SequenceEqual(first));
        Assert.Equal(1, keys.Count);
        Assert.False(keys.Get("t", "20260101", "us-east-1", "bedrock").SequenceEqual(first));
        Assert.False(keys.Get("s", "20260102", "us-east-1", "bedrock").SequenceEqual(first));
        Assert.False(keys.Get("s", "20260101", "us-east-2", "bedrock").SequenceEqual(first));
        Assert.False(keys.Get("s", "20260101", "us-east-1", "bedrocks").SequenceEqual(first));
        Parallel.For(0, 1000, index => keys.Get($"s{index}", "20260101", "us-east-1", "bedrock"));
        Assert.InRange(keys.Count, 1, 100);
        Assert.True(keys.Get("s", "20260101", "us-east-1", "bedrock").SequenceEqual(first));
    }

    [Fact]
    public void SigningKeys_KeepNoSecretAndAreNotShared()
    {
        AwsSigningKeys keys = new();
        keys.Get("the-secret-itself", "20260101", "us-east-1", "bedrock");
        FieldInfo kept = Assert.Single(typeof(AwsSigningKeys).GetFields(BindingFlags.Instance | BindingFlags.NonPublic));
        object key = Assert.Single(((IDictionary)kept.GetValue(keys)!).Keys.Cast<object>());
        Assert.Contains("20260101", key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("the-secret-itself", key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(AwsSigV4).GetFields(BindingFlags.Static | BindingFlags.NonPublic),
            static field => field.FieldType == typeof(AwsSigningKeys));
    }

    [Theory]
    [InlineData("AKIDEXAMPLE:secret/with+signs=", true)]
    [InlineData("ASIAEXAMPLE:secret:session//token+==", true)]
    [InlineData("bedrock-api-key-YmVkcm9jaw==", true)]
    [InlineData("ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl", true)]
    [InlineData("AKIA0123456789ABCDEF", false)]
    [InlineData("AKIDEXAMPLE:", false)]
    [InlineData(":hidden", false)]
    [InlineData("AKIDEXAMPLE:secret:", false)]
    [InlineData("AKIDEXAMPLE:secret:token:more", false)]
    [InlineData("AKID EXAMPLE:secret", false)]
    [InlineData("\"AKIDEXAMPLE:secret\"", false)]
    public void Keys_AreCheckedWithoutBeingTold(string key, bool isRight)
    {
        string? fault = AwsCredentials.FindFault(key);
        Assert.Equal(isRight, fault is null);
        Assert.DoesNotContain(key.Trim('"').Split(':')[0] is { Length: > 0 } id ? id : "hidden", fault ?? "", StringComparison.Ordinal);
        if (isRight && AwsCredentials.IsPair(key))
        {
            AwsCredentials parsed = AwsCredentials.Parse(key);
            Assert.Equal(key,
                $"{parsed.AccessKeyId}:{parsed.SecretAccessKey}{(parsed.SessionToken is null ? "" : ":" + parsed.SessionToken)}");
            Assert.DoesNotContain(parsed.SecretAccessKey, parsed.ToString()!, StringComparison.Ordinal);
        }
    }

    private static (string Method, string Target, List<KeyValuePair<string, string>> Headers, string Body) Parse(string text)
    {
        string[] parts = text.ReplaceLineEndings("\n").Split("\n\n", 2);
        string[] lines = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<KeyValuePair<string, string>> headers = [];
        foreach (string line in lines[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (char.IsWhiteSpace(line[0]))
            {
                headers[^1] = new(headers[^1].Key, headers[^1].Value + "\n" + line);
            }
            else
            {
                headers.Add(new(line[..colon], line[(colon + 1)..]));
            }
        }

        int first = lines[0].IndexOf(' ', StringComparison.Ordinal);
        int last = lines[0].LastIndexOf(' ');
        return (lines[0][..first], lines[0][(first + 1)..last], headers, parts.Length > 1 ? parts[1] : "");
    }

    private static string Read(string request, string kind) => File.ReadAllText(Path.ChangeExtension(request, kind))
        .ReplaceLineEndings("\n").TrimEnd('\n');
}
