using EnvLint.Diagnostics;
using EnvLint.Rules.Image;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Image;

public sealed class FloatingBaseTests() : RuleTest<FloatingBase>("Dockerfile")
{
    [Theory]
    [InlineData("[|pytorch/pytorch|]")]
    [InlineData("pytorch/pytorch:[|latest|]")]
    [InlineData("tensorflow/tensorflow:[|latest-gpu|]")]
    [InlineData("[|python|]")]
    [InlineData("python:[|3|]")]
    [InlineData("python:[|3-slim|]")]
    [InlineData("python:[|slim-bookworm|]")]
    [InlineData("vllm/vllm-openai:[|latest|]")]
    [InlineData("continuumio/miniconda3:[|latest|]")]
    public void Content_moves(string image) => Reports($"FROM {image}\nRUN pip install numpy\n");

    [Fact]
    public void What_nobody_checked_is_a_hint() => Reports("FROM jupyter/scipy-notebook:[|latest|]\n", severity: Severity.Info);

    [Fact]
    public void What_moves_is_named()
    {
        Reports("FROM [|python|] AS base\n", message: "'python' names no release: Python may be another tomorrow");
        Reports("ARG TAG=latest\nFROM pytorch/pytorch:[|$TAG|]\n", message: "'pytorch/pytorch:latest' moves: torch, its CUDA and Python may be another tomorrow");
    }

    [Theory]
    [InlineData("python:3.12")]
    [InlineData("python:3.12-slim")]
    [InlineData("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime")]
    [InlineData("pytorch/pytorch@sha256:f442e45b00000000000000000000000000000000000000000000000000000000")]
    [InlineData("pytorch/pytorch:latest@sha256:f442e45b00000000000000000000000000000000000000000000000000000000")]
    [InlineData("tensorflow/tensorflow:nightly")]
    [InlineData("tensorflow/tensorflow:latest-gpu-py3")]
    [InlineData("ubuntu")]
    [InlineData("ubuntu:latest")]
    [InlineData("debian:stable-slim")]
    [InlineData("nvidia/cuda")]
    [InlineData("nvcr.io/nvidia/pytorch")]
    [InlineData("registry.corp/python")]
    [InlineData("node:latest")]
    [InlineData("scratch")]
    public void Others_are_silent(string image) => IsSilent($"FROM {image}\n");

    [Fact]
    public void An_environment_of_its_own_does_not_move()
    {
        IsSilent("FROM continuumio/miniconda3\nCOPY environment.yml .\nRUN conda env create -f environment.yml\n");
        IsSilent("FROM condaforge/miniforge3:latest\nRUN mamba create -y -n work python=3.11\n");
    }

    [Fact]
    public void Stages_and_commands_are_silent()
    {
        IsSilent("FROM ubuntu:24.04 AS python\nFROM python\n");
        IsSilent("FROM ubuntu:24.04\nCOPY --from=python:3 /usr/local /usr/local\n");
        IsSilent("#!/bin/bash\ndocker run --gpus all pytorch/pytorch python -V\ndocker pull pytorch/pytorch\n", file: "run.sh");
        IsSilent("# Try it\n\n```bash\ndocker run --gpus all vllm/vllm-openai:latest --model x\n```\n", file: "README.md");
    }
}
